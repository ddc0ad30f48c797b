/**
 * Whether a commit message asks for a job to fail: `[fail unit-tests]` every time,
 * `[fail unit-tests once]` at its first try.
 */
export function parseFailureDirective(
  message: string,
  job: { name: string; attempt: number },
): boolean {
  return [...message.matchAll(/\[fail ([^\]]+?)( once)?\]/g)].some(
    ([, name, once]) =>
      name.trim() === job.name && (once === undefined || job.attempt === 1),
  );
}
