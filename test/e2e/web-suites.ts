import { runSuites } from './run-suites.ts';

/** What the web workbench calls in its worker: its own suite, and those of the desktop that need neither Node.js nor hands. */
export function run(): Promise<void> {
  return runSuites(async () => {
    await import('./findings.e2e.ts');
    await import('./editing.e2e.ts');
    await import('./formatting.e2e.ts');
    await import('./knowledge.e2e.ts');
    await import('./navigating.e2e.ts');
    await import('./shown.e2e.ts');
    await import('./features.e2e.ts');
    await import('./asking.e2e.ts');
    await import('./target.e2e.ts');
    await import('./web.e2e.ts');
  });
}
