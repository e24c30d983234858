import { runSuites } from './run-suites.ts';

/** The suites in the order in which they run; the environment variable E2E_SUITES (`findings,seeing`) narrows them. */
const suites: Readonly<Record<string, () => Promise<unknown>>> = {
  languages: () => import('./languages.e2e.ts'),
  findings: () => import('./findings.e2e.ts'),
  editing: () => import('./editing.e2e.ts'),
  formatting: () => import('./formatting.e2e.ts'),
  knowledge: () => import('./knowledge.e2e.ts'),
  navigating: () => import('./navigating.e2e.ts'),
  shown: () => import('./shown.e2e.ts'),
  features: () => import('./features.e2e.ts'),
  asking: () => import('./asking.e2e.ts'),
  'asking-by-hand': () => import('./asking-by-hand.e2e.ts'),
  target: () => import('./target.e2e.ts'),
  switching: () => import('./switching.e2e.ts'),
  seeing: () => import('./live-seeing.e2e.ts'),
  'live-by-hand': () => import('./live-by-hand.e2e.ts'),
  'live-asked-by-hand': () => import('./live-asked-by-hand.e2e.ts'),
  files: () => import('./live-files.e2e.ts'),
  acting: () => import('./live-acting.e2e.ts'),
  tasks: () => import('./live-tasks.e2e.ts'),
  ending: () => import('./live-ending.e2e.ts'),
};

/** What the workbench calls when it is started with `--extensionTestsPath`. */
export function run(): Promise<void> {
  const wanted = process.env['E2E_SUITES']?.split(',');
  return runSuites(async () => {
    for (const [name, load] of Object.entries(suites)) if (!wanted || wanted.includes(name)) await load();
  });
}
