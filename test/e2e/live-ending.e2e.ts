import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, workspace } from 'vscode';
import { answerDialogs, DemoView, id, liveSide, record, restoreDialogs, runTask, writeTasks } from './live-support.ts';
import { screenshot } from './screenshot.ts';
import { eventually, fileUri } from './support.ts';

/** Where the editor under test keeps its data, by the arguments of the processes above this one. */
async function userDataFolder(): Promise<string> {
  for (let pid = String(process.pid); pid !== '0' && pid !== '1'; ) {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    const folder = words[words.indexOf('--user-data-dir') + 1];
    if (words.includes('--user-data-dir') && folder !== undefined) return folder;
    pid = /^PPid:\s*([0-9]+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  }
  throw new Error('no --user-data-dir');
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  // What goes away meanwhile is no place where something is kept.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

async function holds(path: string, secret: string): Promise<boolean> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  return bytes.includes(secret);
}

/**
 * Files of the editor, the workspace and the machine's temporary folder, and arguments and environments of processes, that
 * hold a text. The folder of the demo is left out: its standbys need the password.
 */
async function placesOf(secret: string, demoFolder: string): Promise<readonly string[]> {
  const folders = [await userDataFolder(), fileUri('.').fsPath];
  const names = await readdir(tmpdir());
  const ours = names.filter((name) => /^pg-replication|^vscode/.test(name)).map((name) => join(tmpdir(), name));
  const temporary = ours.filter((folder) => folder !== demoFolder);
  const files = [...new Set((await Promise.all([...folders, ...temporary].map(filesBelow))).flat())];
  assert.ok(files.length > 20, `${files.length} files were looked through`);
  const processes = (await readdir('/proc')).filter((name) => /^[0-9]+$/.test(name));
  const all = [...files, ...processes.flatMap((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`])];
  const found = await Promise.all(all.map(async (path) => ((await holds(path, secret)) ? [path] : [])));
  return found.flat();
}

suite('live clusters, in the end', () => {
  let demo: DemoView;

  suiteSetup(async () => {
    demo = new DemoView(await liveSide());
    await demo.start();
  });

  teardown(restoreDialogs);

  test('a hidden view leaves no session on any server', async () => {
    const parameters = demo.live.services.profiles.get('Demo');
    assert.ok(parameters);
    const [primary] = demo.live.services.profiles.servers(parameters);
    assert.ok(primary);
    for (let round = 0; round < 20; round++) {
      await commands.executeCommand('workbench.view.explorer');
      await commands.executeCommand(id('clusters.focus'));
    }
    await commands.executeCommand('workbench.view.explorer');
    const session = await demo.live.services.profiles.open(primary, { purpose: 'observe', ask: false });
    const question =
      "select count(*) as n from pg_stat_activity where application_name like 'PG Replication%' and pid <> pg_backend_pid() and query not like '%public.demo%'";
    await eventually('no session', async () => (await session.run(question))[0]?.[0]?.['n'] === '0', 20);
    await session.close();
    await commands.executeCommand(id('clusters.focus'));
  });

  test('a cluster is added, with its password in the secret store and nowhere else', async () => {
    const port = demo.seen('primary')?.identity.port;
    const password = await demo.password();
    answerDialogs('Save and Connect');
    const conninfo = `host=localhost port=${port} user=postgres dbname=postgres sslmode=disable password=${password}`;
    await commands.executeCommand(id('addCluster'), { name: 'Added', conninfo });
    await eventually('its server', () => demo.live.services.fleet.get('Added')?.topology?.servers[0]?.look.reached, 20);
    const settings = JSON.stringify(workspace.getConfiguration('pgReplication').inspect('clusters'));
    assert.match(settings, /Added/);
    assert.ok(!settings.includes(password));
    assert.ok(!JSON.stringify(demo.live.view.roots).includes(password));
    await screenshot('live-added');
    answerDialogs('Remove');
    await commands.executeCommand(id('removeCluster'), { cluster: 'Added' });
    assert.equal(demo.live.services.fleet.get('Added'), undefined);
  });

  test('a standby that dies is told once', async () => {
    const shown = record('showWarningMessage', 'showErrorMessage');
    const pid = Number((await readFile(`${demo.folder}/standby3/postmaster.pid`, 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    await eventually('the warning', () => shown.length > 0, 30);
    await demo.live.services.fleet.refresh('Demo');
    await demo.live.services.fleet.refresh('Demo');
    assert.equal(shown.filter((message) => message.includes('standby3')).length, 1, shown.join('\n'));
    await commands.executeCommand('notifications.showList');
    await screenshot('live-standby-gone');
    await commands.executeCommand('notifications.hideList');
  });

  test('after all that the password is in no row, setting, task, file of the editor or argument of a process', async () => {
    const password = await demo.password();
    assert.ok(!JSON.stringify(demo.live.view.roots).includes(password));
    assert.ok(!JSON.stringify(workspace.getConfiguration('pgReplication')).includes(password));
    assert.deepEqual(await placesOf(password, demo.folder), []);
    // The search finds what there is to find.
    const planted = fileUri('planted.txt').fsPath;
    await writeFile(planted, `x${password}x`);
    assert.deepEqual(await placesOf(password, demo.folder), [planted]);
    await rm(planted);
  });
});

/** Command lines that name one of these. */
async function programsWith(...texts: readonly string[]): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^[0-9]+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => texts.some((text) => line.includes(text)));
}

suite('the end of live clusters', () => {
  let demo: DemoView;

  suiteSetup(async () => {
    demo = new DemoView(await liveSide());
    await demo.start();
  });

  test('the end of the extension during a backup leaves no folder, no program and no demo behind', async () => {
    const target = join(tmpdir(), `pg-replication-ended-${process.pid}`);
    const backup = { label: 'ended', operation: 'basebackup', cluster: 'Demo', target, checkpoint: 'fast' };
    await writeTasks([{ ...backup, maxRate: '1M', slot: 'ended', createSlot: true }]);
    const [ended] = await runTask('ended');
    const { tasks } = demo.live.services;
    await eventually('some of it', () => tasks.all.some(({ progress }) => /%/.test(progress)), 30);
    assert.ok(existsSync(target), 'the backup had begun');
    const { folder } = demo;
    const password = await demo.password();
    // While a program needs it, it is in one file that only its owner can read.
    const [passfile, ...others] = await placesOf(password, folder);
    assert.deepEqual(others, []);
    assert.match(passfile ?? '', /pg-replication-pass-[^/]*\/passfile$/);
    assert.equal((await stat(passfile ?? '')).mode & 0o777, 0o600);
    await demo.live.end();
    await ended;
    assert.ok(!existsSync(target));
    assert.ok(!existsSync(folder));
    assert.deepEqual(await placesOf(password, folder), []);
    // The demo's guard sees only then that it is released.
    await eventually('the end of every program', async () => (await programsWith(target, folder)).length === 0);
  });
});
