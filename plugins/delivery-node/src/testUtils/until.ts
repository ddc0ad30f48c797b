/**
 * Waits until something holds; fails after five seconds.
 *
 * @public
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what = 'what was waited for',
): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`${what} did not come to be within 5 s`);
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
