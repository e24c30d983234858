import Mocha from 'mocha';

/** Lines that begin so are the tests' own; the launcher prints these and leaves the workbench's talk out. */
const ownLine = '[e2e] ';

function say(text: string): void {
  for (const line of text.split('\n')) console.log(ownLine + line);
}

/** Prints one line for each test, and at the end what failed and why. */
class LineReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(runner);
    const { EVENT_RUN_END, EVENT_SUITE_BEGIN, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } =
      Mocha.Runner.constants;
    const failures: string[] = [];
    runner.on(EVENT_SUITE_BEGIN, (suite) => suite.title && say(suite.title));
    runner.on(EVENT_TEST_PASS, (test) => say(`  ✔ ${test.title} (${test.duration} ms)`));
    runner.on(EVENT_TEST_PENDING, (test) => say(`  - SKIPPED ${test.title}`));
    runner.on(EVENT_TEST_FAIL, (test, error) => {
      say(`  ✖ ${test.title}`);
      failures.push(`✖ ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
    runner.on(EVENT_RUN_END, () => {
      for (const failure of failures) say(failure);
      say(`${runner.stats?.passes ?? 0} passed, ${failures.length} failed, ${runner.stats?.pending ?? 0} skipped`);
    });
  }
}

/** Runs test files under mocha, in the words of its tdd interface; rejects if one test failed. */
export async function runSuites(load: () => Promise<unknown>): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: LineReporter });
  mocha.suite.emit('pre-require', globalThis, 'e2e', mocha);
  await load();
  const failed = await new Promise<number>((done) => mocha.run(done));
  if (failed > 0) throw new Error(`${failed} tests failed`);
}
