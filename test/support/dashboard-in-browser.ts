import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { dashboardPage } from '../../client/src/dashboard/dashboard-page.ts';
import type { DashboardState, DashboardView } from '../../client/src/webview/messages.ts';
import { browserArguments, obtainBrowser } from '../../tools/workbench/find-browser.ts';
import type { WebviewTheme } from './vscode-themes.ts';

const origin = 'http://dashboard.test';

/** A browser for the tests. Throws if none can be had: a page that nobody looked at is not tested. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = obtainBrowser();
  if (executablePath === undefined) throw new Error('No Chromium or Chrome here: name one in CHROMIUM_EXECUTABLE.');
  return chromium.launch({ executablePath, args: [...browserArguments] });
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['client/src/webview/dashboard.ts'],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2024',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

export interface OpenDashboard {
  readonly page: Page;
  /** What the page told the extension. */
  told(): Promise<readonly unknown[]>;
  /** What the page keeps for its next life. */
  state(): Promise<DashboardState | undefined>;
  show(view: DashboardView): Promise<void>;
  /** Errors of the console, refusals of the policy, exceptions: all that should not be. */
  readonly complaints: readonly string[];
}

/** Opens the page that the extension serves, with its policy, in a browser that plays the part of VS Code. */
export async function openDashboard(
  browser: Browser,
  how: {
    readonly theme: WebviewTheme;
    readonly width: number;
    readonly height?: number;
    readonly state?: DashboardState;
    /** The page speaks another language. */
    readonly texts?: Readonly<Record<string, string>>;
  },
): Promise<OpenDashboard> {
  const page = await browser.newPage({
    viewport: { width: how.width, height: how.height ?? 900 },
    timezoneId: 'Europe/Oslo',
    locale: 'en-GB',
  });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  const parts = {
    nonce: 'bm9uY2U',
    styleSource: origin,
    script: `${origin}/dashboard.js`,
    style: `${origin}/dashboard.css`,
    language: 'en',
    texts: how.texts,
  };
  const files: Readonly<Record<string, readonly [string, string]>> = {
    '/': ['text/html', dashboardPage(parts)],
    '/dashboard.js': ['text/javascript', await bundle()],
    '/dashboard.css': ['text/css', readFileSync('client/src/webview/dashboard.css', 'utf8')],
  };
  await page.route('**', async (route) => {
    const [contentType, body] = files[new URL(route.request().url()).pathname] ?? [];
    if (contentType === undefined || body === undefined) return route.abort();
    return route.fulfill({ contentType, body });
  });
  await page.addInitScript(playVsCode, { theme: how.theme, state: how.state });
  await page.goto(origin);
  return {
    page,
    complaints,
    told: () => page.evaluate('globalThis.told'),
    state: () => page.evaluate('globalThis.kept'),
    show: (view) => page.evaluate((it) => postMessage({ kind: 'view', view: it }, '*'), view),
  };
}

/** Runs in the page, before all else. */
function playVsCode({
  theme,
  state,
}: {
  readonly theme: WebviewTheme;
  readonly state: DashboardState | undefined;
}): void {
  const told: unknown[] = [];
  const world = { told, kept: state, acquireVsCodeApi };
  function acquireVsCodeApi() {
    return {
      postMessage: (message: unknown) => told.push(message),
      getState: () => world.kept,
      setState: (kept: DashboardState) => Object.assign(globalThis, { kept }),
    };
  }
  Object.assign(globalThis, world);
  addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile }) =>
    console.error(`policy: ${violatedDirective} ${sourceFile}`),
  );
  addEventListener('DOMContentLoaded', () => {
    document.body.className = theme.bodyClass;
    for (const [name, value] of Object.entries(theme.variables))
      document.documentElement.style.setProperty(name, value);
  });
}

/** Names of what the Tab key reaches, in its order. */
export async function tabOrder(page: Page): Promise<readonly string[]> {
  const names: string[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      return element === document.body ? '' : (element?.getAttribute('aria-label') ?? element?.textContent ?? '');
    });
    if (name === '') return names;
    names.push(name);
  }
}
