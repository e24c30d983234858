import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { DashboardView } from '../../client/src/webview/messages.ts';
import { launchBrowser, type OpenDashboard, openDashboard, tabOrder } from '../support/dashboard-in-browser.ts';
import { dashboardExample, linkView, nodeView } from '../support/dashboard-views.ts';
import { type WebviewTheme, webviewThemes } from '../support/vscode-themes.ts';

const screenshots = 'out/screenshots';
let browser: Browser;

before(async () => {
  mkdirSync(screenshots, { recursive: true });
  browser = await launchBrowser();
});
after(async () => browser?.close());

interface Wish {
  readonly theme?: WebviewTheme;
  readonly width?: number;
  readonly view?: DashboardView;
  readonly texts?: Readonly<Record<string, string>>;
}

/** Opens the page, shows a view, lets the test look, and holds the page to its policy and a silent console. */
async function withDashboard(wish: Wish, look: (dashboard: OpenDashboard) => Promise<void>): Promise<void> {
  const { theme = webviewThemes.dark, width = 1280, view = dashboardExample(), texts } = wish;
  const dashboard = await openDashboard(browser, { theme, width, ...(texts && { texts }) });
  try {
    await dashboard.show(view);
    await dashboard.page.getByRole('heading', { level: 1 }).filter({ hasText: /./ }).waitFor();
    await look(dashboard);
    assert.deepEqual(dashboard.complaints, []);
  } finally {
    await dashboard.page.close();
  }
}

suite('the dashboard in a browser', () => {
  test('says that it is ready, and remembers its cluster for the next start', async () => {
    await withDashboard({}, async ({ told, state }) => {
      assert.deepEqual(await told(), [{ kind: 'ready' }]);
      assert.equal((await state())?.cluster, 'shop');
    });
  });

  test('draws each server and each stream', async () => {
    await withDashboard({}, async ({ page }) => {
      assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'shop');
      assert.deepEqual(await page.locator('.box .name').allTextContents(), [
        'frankfurt',
        'amsterdam',
        'oslo',
        'dublin',
        'nightly',
      ]);
      assert.equal(await page.locator('.arrow .line').count(), 4);
      assert.equal(await page.locator('.arrow.synchronous').count(), 1);
      assert.equal(
        await page.locator('.box.unreached').textContent(),
        'dublinErrorStandby · 18.410.0.0.3:5432 · timeline 3Nobody listens at 10.0.0.3, port 5432.',
      );
      assert.equal(await page.locator('.troubles li').count(), 2);
    });
  });

  test('everything that can be chosen has a name, and the Tab key reaches it from top to bottom', async () => {
    await withDashboard({}, async ({ page }) => {
      const order = await tabOrder(page);
      assert.deepEqual(
        order.map((name) => name.split(/[,:.]/)[0]),
        [
          'Refresh',
          'dublin',
          'oslo',
          'frankfurt',
          'amsterdam',
          'oslo',
          'dublin',
          'frankfurt → amsterdam',
          'amsterdam → oslo',
          'Stream',
          'Table',
          'Bytes behind',
          'Table',
          'Time behind',
          'Table',
          'WAL written',
          'Table',
          'WAL kept by slots',
        ],
      );
      const oslo = page.getByRole('button', { name: /^oslo, Standby · replay paused, 18.4, 10.0.0.4:5432/ });
      assert.match(
        (await oslo.getAttribute('aria-label')) ?? '',
        /receives from amsterdam: async, 48 MB behind.*Warning/,
      );
    });
  });
});

suite('choices on the dashboard in a browser', () => {
  test('Enter on a server opens it', async () => {
    await withDashboard({}, async ({ page, told }) => {
      await page.getByRole('button', { name: /^amsterdam, / }).focus();
      await page.keyboard.press('Enter');
      assert.deepEqual((await told()).at(-1), { kind: 'open', server: '10.0.0.2:5432' });
    });
  });

  test('a stream is chosen by its arrow or from the list, and is remembered', async () => {
    await withDashboard({}, async ({ page, state }) => {
      const list = page.getByRole('combobox', { name: 'Stream' });
      assert.deepEqual(await list.locator('option').allTextContents(), ['frankfurt → amsterdam', 'amsterdam → oslo']);
      await page.getByRole('button', { name: /^amsterdam → oslo: async/ }).click();
      assert.equal(await list.inputValue(), '201 of 10.0.0.2:5432');
      assert.equal((await state())?.link, '201 of 10.0.0.2:5432');
      assert.ok(await page.getByRole('slider', { name: 'Bytes behind, amsterdam → oslo' }).isVisible());
      await list.selectOption({ label: 'frankfurt → amsterdam' });
      assert.equal(
        await page.getByRole('button', { name: /^frankfurt → amsterdam/ }).getAttribute('aria-pressed'),
        'true',
      );
    });
  });
});

suite('charts of the dashboard in a browser', () => {
  test('arrow keys read the values', async () => {
    await withDashboard({}, async ({ page }) => {
      const chart = page.getByRole('slider', { name: /^Bytes behind/ });
      await chart.focus();
      const newest = await chart.getAttribute('aria-valuetext');
      assert.match(
        newest ?? '',
        /^14:00:00: Sent [\d.]+ kB, Written [\d.]+ kB, Flushed [\d.]+ kB, Replayed [\d.]+ MB$/,
      );
      await page.keyboard.press('ArrowLeft');
      assert.match((await chart.getAttribute('aria-valuetext')) ?? '', /^13:59:45: /);
      assert.equal(await page.locator('.chart').first().locator('.when').textContent(), 'At 13:59:45');
      assert.equal(await chart.locator('.crosshair .dot').count(), 4);
      await page.keyboard.press('Home');
      assert.equal(await chart.getAttribute('aria-valuenow'), '0');
      await page.keyboard.press('Escape');
      assert.equal(await chart.getAttribute('aria-valuetext'), newest);
      assert.equal(await chart.locator('.crosshair .dot').count(), 0);
    });
  });

  test('the pointer reads the values and leaves no trace', async () => {
    await withDashboard({}, async ({ page }) => {
      const chart = page.getByRole('slider', { name: /^WAL written/ });
      await chart.scrollIntoViewIfNeeded();
      await chart.hover({ position: { x: 200, y: 60 } });
      const card = page.locator('.chart').nth(2);
      assert.match((await card.locator('.when').textContent()) ?? '', /^At 13:/);
      await page.mouse.move(2, 2);
      assert.match((await card.locator('.when').textContent()) ?? '', /^Now/);
    });
  });

  test('the numbers can be read as a table, after the next start too', async () => {
    await withDashboard({}, async ({ page, state, show }) => {
      await page.getByRole('button', { name: 'Table: WAL kept by slots' }).click();
      const table = page.getByRole('table', { name: 'WAL kept by slots' });
      assert.deepEqual(await table.getByRole('columnheader').allTextContents(), [
        'Time',
        'dublin on frankfurt',
        'amsterdam on frankfurt',
        'oslo on amsterdam',
      ]);
      assert.ok((await table.getByRole('row').count()) <= 31);
      assert.deepEqual((await state())?.tables, ['WAL kept by slots']);
      await show(dashboardExample());
      assert.ok(await table.isVisible());
    });
  });

  test('a new view keeps what is focused and what is read', async () => {
    await withDashboard({}, async ({ page, show }) => {
      await page.getByRole('button', { name: /^oslo, / }).focus();
      await show(dashboardExample({ headline: '1 error' }));
      await page.getByText('1 error', { exact: true }).waitFor();
      assert.match(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''), /^oslo/);
    });
  });
});

suite('states of the dashboard in a browser', () => {
  const nothing = { nodes: [], links: [], troubles: [], figures: [], lookedAt: null };
  const noChart = { times: [], lines: [] };

  test('not connected: it offers to connect and shows nothing else', async () => {
    const view = dashboardExample({ ...nothing, connected: false, headline: 'Not connected', level: 'ok' });
    await withDashboard({ view }, async ({ page, told }) => {
      await page.getByRole('button', { name: 'Connect' }).click();
      assert.deepEqual((await told()).at(-1), { kind: 'connect' });
      assert.equal(await page.locator('.chart').first().isVisible(), false);
      assert.equal(await page.getByRole('status').textContent(), 'Not connected');
      await page.screenshot({ path: join(screenshots, 'dashboard-not-connected.png') });
    });
  });

  test('connected, but not seen yet', async () => {
    await withDashboard({ view: dashboardExample({ ...nothing, headline: 'Looking…' }) }, async ({ page }) => {
      assert.ok(await page.getByText('Looking at the servers…').isVisible());
      assert.equal(await page.getByRole('button', { name: 'Connect' }).isVisible(), false);
    });
  });

  test('no samples yet: each chart says so', async () => {
    const links = [linkView({ lag: noChart })];
    const nodes = [nodeView({ id: '10.0.0.1:5432', role: 'primary', name: 'frankfurt' }), nodeView()];
    const view = dashboardExample({
      nodes,
      links,
      walRate: noChart,
      slots: noChart,
      troubles: [],
      level: 'ok',
      headline: 'All is well',
    });
    await withDashboard({ view }, async ({ page }) => {
      assert.equal(await page.getByRole('slider').count(), 0);
      assert.equal(await page.locator('.chart .empty').filter({ hasText: /^No / }).count(), 3);
      assert.equal(await page.locator('.troubles').isVisible(), false);
      await page.screenshot({ path: join(screenshots, 'dashboard-no-samples.png'), fullPage: true });
    });
  });
});

test('what a hostile server says is text: no element, no markup, no script', async () => {
  const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>[x](command:y) **b** \u001b[31mred\u202e"\'&lt;';
  const chart = { times: [1_782_900_000_000], lines: [{ name: evil, detail: evil, values: [5] }] };
  const view = dashboardExample({
    cluster: evil,
    headline: evil,
    figures: [{ label: evil, value: evil, detail: evil }],
    troubles: [{ cause: evil, level: 'error', server: { key: evil, name: evil }, message: evil, advice: evil }],
    nodes: [
      nodeView({ id: 'a', name: evil, address: evil, roleText: evil, version: evil, facts: evil, note: evil }),
      nodeView({ id: evil, kind: 'other', name: evil }),
    ],
    links: [
      linkView({ id: evil, upstream: 'a', downstream: evil, title: evil, stateText: evil, lagText: evil, lag: chart }),
    ],
    walRate: chart,
    slots: chart,
  });
  for (const width of [360, 1280]) {
    await withDashboard({ view, width }, async ({ page }) => {
      await page.getByRole('button', { name: /^Table: WAL kept/ }).click();
      assert.equal(await page.locator('img, a, b, strong, iframe, body script:not([nonce])').count(), 0);
      assert.equal(await page.locator('script').count(), 1);
      assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), evil);
      assert.equal(await page.locator('.box.server .name').textContent(), evil);
      assert.equal(await page.locator('.label .state').textContent(), evil);
      assert.equal(await page.locator('option').textContent(), evil);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    });
  }
});

test('the policy is in force: a style or script of somebody else is refused, and these tests would hear of it', async () => {
  const { page, complaints } = await openDashboard(browser, { theme: webviewThemes.dark, width: 400 });
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "run"';
    document.body.append(script);
    document.body.setAttribute('style', 'color: red');
  });
  await page.waitForFunction(() => document.body.hasAttribute('style'));
  assert.equal(await page.title(), 'Dashboard');
  const refused = complaints.filter((complaint) => complaint.startsWith('console: policy: '));
  assert.deepEqual(refused.map((complaint) => complaint.split(' ')[2]).toSorted(), [
    'script-src-elem',
    'style-src-attr',
  ]);
  await page.close();
});

suite('the looks of the dashboard', () => {
  const looks = [
    ['dark', webviewThemes.dark, 1280],
    ['light', webviewThemes.light, 1280],
    ['hc', webviewThemes.hc, 1280],
    ['hc-light', webviewThemes.hcLight, 1280],
    ['narrow', webviewThemes.dark, 360],
    ['tiny', webviewThemes.light, 300],
    ['wide', webviewThemes.dark, 1600],
  ] as const;

  for (const [name, theme, width] of looks) {
    test(`${name}: nothing sticks out, colours come from the theme`, async () => {
      await withDashboard({ theme, width }, async ({ page }) => {
        await page.locator('.plot-lines .curve').first().waitFor();
        const [inner, background, border] = await page.evaluate(() => {
          const card = document.querySelector('.card');
          return [
            document.documentElement.scrollWidth,
            getComputedStyle(document.body).backgroundColor,
            card ? getComputedStyle(card).borderTopColor : '',
          ] as const;
        });
        assert.equal(inner, width);
        assert.equal(background, rgb(theme.variables['--vscode-editor-background']));
        if ('--vscode-contrastBorder' in theme.variables)
          assert.equal(border, rgb(theme.variables['--vscode-contrastBorder']));
        await page.screenshot({ path: join(screenshots, `dashboard-${name}.png`), fullPage: true });
      });
    });
  }
});

/** `#1f1f1f` as a browser says it. */
function rgb(hex: string): string {
  const parts = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
  return `rgb(${parts.join(', ')})`;
}

suite('the dashboard in other languages', () => {
  for (const [language, topology, table] of [
    ['de', 'Topologie', 'Tabelle'],
    ['ja', '構成図', '表'],
  ] as const) {
    test(`says in ${language} what its bundle says`, async () => {
      const texts = JSON.parse(readFileSync(`l10n/bundle.l10n.${language}.json`, 'utf8'));
      await withDashboard({ texts }, async ({ page }) => {
        await page.getByRole('heading', { name: topology, exact: true }).waitFor();
        await page.screenshot({ path: join(screenshots, `dashboard-${language}.png`) });
        await page.getByRole('button', { name: table }).first().waitFor();
        await page.screenshot({ path: join(screenshots, `dashboard-${language}.png`) });
      });
    });
  }
});
