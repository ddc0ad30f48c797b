/** Resolves, with nothing to say, at Ctrl-C or when the process is asked to end. */
export function untilInterrupted(): {
  promise: Promise<undefined>;
  signal: AbortSignal;
} {
  const controller = new AbortController();
  const promise = new Promise<undefined>(resolve => {
    // A second signal must not end it half-way: what runs is stopped in order, or stays behind.
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        controller.abort(new Error('Interrupted'));
        resolve(undefined);
      });
    }
  });
  return { promise, signal: controller.signal };
}
