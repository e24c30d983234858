import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { browserArguments } from '../../tools/workbench/find-browser.ts';
import { startVscodeServer, type VscodeServer, workbenchAddress } from '../../tools/workbench/vscode-server.ts';

const root = join(import.meta.dirname, '../..');
const screenshots = join(root, 'out/screenshots');

/** Workspace trust as a user has it, without the question at the start, which would stand before everything. */
const trust = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'always',
  // Editors of the workbench's own open beside the others, not above them.
  'workbench.editor.useModal': 'off',
};

/** A profile as it stands in a workspace's settings. */
export interface WrittenProfile {
  readonly name: string;
  readonly allowManagement?: boolean;
  readonly production?: boolean;
}

/** A workbench without tests inside, so that trust and dialogs are real; its folder is the data directory of a real server. */
export class WorkbenchByHand {
  readonly server: PostgresServer;
  readonly page: Page;
  readonly #vscode: VscodeServer;
  readonly #browser: Browser;

  private constructor(server: PostgresServer, vscode: VscodeServer, browser: Browser, page: Page) {
    this.server = server;
    this.#vscode = vscode;
    this.#browser = browser;
    this.page = page;
  }

  static async open(executablePath: string, profile: WrittenProfile, conf: string): Promise<WorkbenchByHand> {
    const server = await PostgresServer.start(18, conf);
    const conninfo = `host=127.0.0.1 port=${server.port} user=postgres dbname=postgres`;
    mkdirSync(join(server.data, '.vscode'));
    const settings = { 'pgReplication.clusters': [{ ...profile, conninfo }], 'pgReplication.refreshInterval': 1 };
    writeFileSync(join(server.data, '.vscode/settings.json'), JSON.stringify(settings));
    const vscode = await startVscodeServer({ settings: trust });
    const browser = await chromium.launch({ executablePath, args: [...browserArguments] });
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(15_000);
    const file = join(server.data, 'postgresql.conf');
    await page.goto(workbenchAddress(vscode, { folder: server.data, extension: root, file }));
    return new WorkbenchByHand(server, vscode, browser, page);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#vscode.stop();
    await this.server.discard();
  }

  async picture(name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    await this.page.waitForTimeout(400);
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  async openSidebar(): Promise<void> {
    await this.page
      .getByRole('tab', { name: /^PG Replication/ })
      .first()
      .click();
  }

  /** Types into the command palette; returns what it offers. */
  async palette(text: string): Promise<readonly string[]> {
    await this.page.keyboard.press('F1');
    const box = this.page.getByRole('textbox', { name: /Type the name of a command/ });
    await box.waitFor();
    await this.page.keyboard.type(text);
    await this.page.waitForTimeout(800);
    return this.page.locator('.quick-input-list .monaco-list-row').allInnerTexts();
  }

  /** Runs the command that the palette offers first for its title. */
  async command(title: string): Promise<void> {
    await this.palette(title);
    await this.page.keyboard.press('Enter');
  }

  /** The sessions of ours on the server, asked of the server itself. */
  async sessions(): Promise<readonly string[]> {
    const rows = await this.server.query<{ application_name: string }>(
      "SELECT application_name FROM pg_stat_activity WHERE application_name ILIKE '%pg%replication%'",
    );
    return rows.map((row) => row.application_name);
  }

  /** Programs of PostgreSQL among the workbench's own processes, and theirs (Linux). */
  programs(): readonly string[] {
    const all = readdirSync('/proc')
      .filter((name) => /^[0-9]+$/.test(name))
      .flatMap(statusOf);
    const below = new Set([this.#vscode.pid]);
    for (let known = 0; known < below.size; ) {
      known = below.size;
      for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
    }
    return all
      .filter(({ pid, name }) => below.has(pid) && /^(?:postgres|pg_|initdb|psql)/.test(name))
      .map(({ name }) => name);
  }
}

function statusOf(pid: string): readonly { pid: number; parent: number; name: string }[] {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const [name = '', parent = ''] = [/^Name:\s+(.*)$/m, /^PPid:\s+(\d+)/m].map((it) => it.exec(text)?.[1]);
    return [{ pid: Number(pid), parent: Number(parent), name }];
  } catch {
    return [];
  }
}
