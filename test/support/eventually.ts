/** Waits until `condition` gives a value, looking again every few milliseconds; throws when the deadline is over. */
export async function eventually<Value>(
  condition: () => Value | undefined | Promise<Value | undefined>,
  milliseconds = 5000,
): Promise<Value> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const value = await condition();
    if (value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`not so within ${milliseconds} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
