import { chromium, type Page } from 'playwright-core';
import { browserArguments } from './find-browser.ts';
import { serveRequests } from './page-requests.ts';

/** Lines of the tests begin so; the workbench says much else, shown when `WORKBENCH_LOG` is set. */
const ownLine = '[e2e] ';
const talks = Boolean(process.env['WORKBENCH_LOG']);

export interface BrowserRun {
  readonly browser: string;
  readonly address: string;
  /** Folder for what tests ask of the page (pictures, clicks); undefined: nothing is served. */
  readonly screenshots: string | undefined;
  readonly deadlineSeconds: number;
}

/** The workbench calls these two of its page when an extension test speaks and when it ends. */
async function finished(page: Page): Promise<number> {
  return new Promise((resolve, reject) => {
    // Until a test speaks, errors of the workbench may be why none does.
    let said = false;
    const log = (type: string, args: readonly unknown[]) => {
      const words = args.map(String).join(' ');
      if (words.startsWith(ownLine)) {
        said = true;
        console.log(words.slice(ownLine.length));
      } else if (talks || (type === 'error' && !said)) console.log(`[workbench] ${words}`);
    };
    const ready = [page.exposeFunction('codeAutomationLog', log), page.exposeFunction('codeAutomationExit', resolve)];
    void Promise.all(ready).catch(reject);
    page.once('crash', () => reject(new Error('The page of the workbench crashed.')));
  });
}

/** Opens a workbench that runs tests, and returns their exit code; -1 if they did not end in time. */
export async function runInBrowser({ browser, address, screenshots, deadlineSeconds }: BrowserRun): Promise<number> {
  const chrome = await chromium.launch({ executablePath: browser, args: [...browserArguments] });
  let timer: NodeJS.Timeout | undefined;
  try {
    const page = await chrome.newPage({ viewport: { width: 1400, height: 900 } });
    const done = finished(page);
    await page.goto(address);
    const requests = screenshots === undefined ? undefined : serveRequests(page, screenshots);
    const late = new Promise<number>((resolve) => {
      timer = setTimeout(() => resolve(-1), deadlineSeconds * 1000);
    });
    const code = await Promise.race([done, late]);
    requests?.stop();
    if (code === -1) console.error(`The tests did not end within ${deadlineSeconds} seconds.`);
    return code;
  } finally {
    clearTimeout(timer);
    await chrome.close();
  }
}
