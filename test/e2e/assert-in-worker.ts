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
  match(text: string, pattern: RegExp): void;
} = {
  ok,
  equal: (actual, expected, message) =>
    ok(Object.is(actual, expected), message ?? `${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`),
  match: (text, pattern) => ok(pattern.test(text), `${pattern} does not match: ${text}`),
};

export default assert;
