/** What the tests use of `node:assert/strict`, for a web worker. */
class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

function ok(value: unknown, message = 'expected something true'): asserts value {
  if (!value) throw new AssertionError(message);
}

const assert: {
  ok(value: unknown, message?: string): asserts value;
  equal(actual: unknown, expected: unknown, message?: string): void;
  /** Of plain data. */
  deepEqual(actual: unknown, expected: unknown, message?: string): void;
  match(text: string, pattern: RegExp): void;
  rejects(work: Promise<unknown>, pattern: RegExp): Promise<void>;
} = {
  ok,
  equal: (actual, expected, message) =>
    ok(Object.is(actual, expected), message ?? `${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`),
  deepEqual: (actual, expected, message) => assert.equal(JSON.stringify(actual), JSON.stringify(expected), message),
  match: (text, pattern) => ok(pattern.test(text), `${pattern} does not match: ${text}`),
  async rejects(work, pattern) {
    const said = await work.then(
      () => 'it was not refused',
      (error: unknown) => String(error),
    );
    assert.match(said, pattern);
  },
};

export default assert;
