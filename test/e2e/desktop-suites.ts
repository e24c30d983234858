import { runSuites } from './run-suites.ts';

/** What the workbench calls when it is started with `--extensionTestsPath`. */
export function run(): Promise<void> {
  return runSuites(async () => {
    await import('./languages.e2e.ts');
    await import('./findings.e2e.ts');
    await import('./editing.e2e.ts');
    await import('./knowledge.e2e.ts');
    await import('./target.e2e.ts');
    await import('./switching.e2e.ts');
  });
}
