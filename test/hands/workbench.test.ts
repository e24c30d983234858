import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { writeServerFile } from '../../tools/postgres/postgres-server.ts';
import { obtainBrowser } from '../../tools/workbench/find-browser.ts';
import { isInstalled } from '../../tools/workbench/vscode-server.ts';
import { eventually } from '../support/eventually.ts';
import { WorkbenchByHand } from './workbench-by-hand.ts';

const browser = isInstalled() ? obtainBrowser() : undefined;
const missing = browser === undefined && 'the web workbench or a browser is missing: nobody tried trust and dialogs';
const profile = { name: 'Real', allowManagement: true, production: true };
const conf = 'log_connections = on\nmax_connections = 50\n';

interface Loaded {
  readonly at: Date;
}

let bench: WorkbenchByHand | undefined;

function it(): WorkbenchByHand {
  if (!bench) throw new Error('the workbench did not open');
  return bench;
}

async function loadedAt(): Promise<number | undefined> {
  return (await it().server.query<Loaded>('SELECT pg_conf_load_time() AS at'))[0]?.at.getTime();
}

const dialog = () => it().page.locator('.monaco-dialog-box');

/** As a user does: the command, then the one server that there is. */
async function reload(): Promise<void> {
  const { page } = it();
  await it().command('PG Replication: Reload Configuration');
  await page.getByPlaceholder('Which server?').waitFor();
  await page.waitForTimeout(300);
  await page.keyboard.press('Enter');
}

/** A picture says more of a failure than its words. */
async function seen(prove: () => Promise<void>): Promise<void> {
  try {
    await prove();
  } catch (error) {
    await it().picture('by-hand-failed');
    throw error;
  }
}

/** What is tried in a window that is trusted, one after another. */
const trusted: Readonly<Record<string, () => Promise<void>>> = {
  'an action shows its statement in a real dialog; Cancel runs nothing': async () => {
    const before = await loadedAt();
    await reload();
    await dialog().waitFor();
    assert.match((await dialog().textContent()) ?? '', /pg_reload_conf\(\)/);
    await it().picture('dialog-of-an-action');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
    assert.equal(await loadedAt(), before);
  },
  'on a production cluster a wrong name runs nothing, the right one does': async () => {
    const { page } = it();
    const before = await loadedAt();
    for (const [typed, runs] of [
      ['Unreal', false],
      ['Real', true],
    ] as const) {
      await reload();
      await dialog()
        .getByRole('button', { name: /^Reload/ })
        .click();
      await page.getByText('Type Real to go on.').first().waitFor();
      await page.keyboard.type(typed);
      await page.keyboard.press('Enter');
      if (runs) await eventually(async () => ((await loadedAt()) === before ? undefined : true), 10_000);
      else {
        await page.getByText('The name of the cluster is Real.').first().waitFor();
        await it().picture('production-name-asked');
        await page.keyboard.press('Escape');
        assert.equal(await loadedAt(), before);
      }
    }
  },
  'a value that waits for a restart is told beside its line': async () => {
    const { page, server } = it();
    const file = join(server.data, 'postgresql.conf');
    writeServerFile(file, readFileSync(file, 'utf8').replace('max_connections = 50', 'max_connections = 77'));
    await server.query('SELECT pg_reload_conf()');
    await page.getByRole('tab', { name: /^postgresql\.conf/ }).click();
    await page
      .getByText(/restart\spending/)
      .first()
      .waitFor();
    await it().picture('restart-pending');
  },
};

suite('a workbench by hand', { skip: missing }, () => {
  before(async () => {
    bench = await WorkbenchByHand.open(browser ?? '', profile, conf);
  });

  after(async () => {
    await bench?.close();
  });

  test('Restricted Mode connects nowhere and runs nothing, and files are still checked', async () => {
    const { page } = it();
    await page
      .getByRole('button', { name: /Restricted Mode/ })
      .first()
      .waitFor();
    await it().openSidebar();
    await page.getByText('In Restricted Mode nothing is connected to').waitFor();
    assert.equal(await page.getByRole('treeitem', { name: /Real/ }).count(), 0, 'no cluster of the workspace is shown');
    for (const title of ['Start Demo Cluster', 'Take Base Backup', 'Connect']) {
      const offered = await it().palette(`PG Replication: ${title}`);
      assert.ok(!offered.some((row) => row.includes(`PG Replication: ${title}`)), `${title} is offered`);
      await page.keyboard.press('Escape');
    }
    await page.locator('.view-line').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('max_wal_sender = 3');
    await page.locator('.squiggly-error').first().waitFor();
    await it().picture('restricted-mode');
    for (let pressed = 0; pressed < 4; pressed++) await page.keyboard.press('Control+z');
    assert.deepEqual(await it().sessions(), []);
    assert.deepEqual(it().programs(), []);
    // Each query of the test is a connection of its own; the workbench added none.
    const foreign = it()
      .server.log.split('\n')
      .filter((line) => /connection authorized/.test(line));
    assert.ok(foreign.length > 0, 'the log tells of connections');
    assert.ok(foreign.every((line) => !/application_name=.*pg.?replication/i.test(line)));
  });

  test('once trust is granted by hand, the same profile connects', async () => {
    const { page } = it();
    await page.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await page
      .getByRole('button', { name: /^Trust$/ })
      .first()
      .click();
    await page.getByText('You trust this folder').waitFor();
    await page.keyboard.press('Control+F4');
    await page.getByRole('treeitem', { name: /Real/ }).first().waitFor();
    await it().command('PG Replication: Connect');
    await eventually(async () => ((await it().sessions()).length === 1 ? true : undefined), 20_000);
    await page
      .getByRole('treeitem', { name: /primary/ })
      .first()
      .waitFor();
    await it().picture('trust-granted');
  });

  test('dialogs and hints', async (t) => {
    for (const [name, prove] of Object.entries(trusted)) await t.test(name, () => seen(prove));
  });
});
