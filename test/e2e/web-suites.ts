import { runSuites } from './run-suites.ts';

/** What the web workbench calls in its worker. */
export function run(): Promise<void> {
  return runSuites(async () => {
    await import('./web.e2e.ts');
    await import('./navigating.e2e.ts');
  });
}
