/** Waits for something that no page shows. */
export async function until(
  what: string,
  condition: () => Promise<boolean>,
  timeout = 120_000,
): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`There was no ${what} in ${timeout / 1000} s.`);
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}
