import { parseRetryAfter } from './retryPause';

type Headers = Record<string, string | number | undefined>;

/** For how long GitHub takes no request; undefined when it has refused for another reason. */
export type GithubLimit =
  /** The hour's requests are used up. */
  | { kind: 'primary'; seconds: number }
  /** Too many at once; GitHub may not say for how long. */
  | { kind: 'secondary'; seconds: number | undefined };

/** GitHub tells of a limit by a 429, or by a 403 that looks like any other but for its headers. */
export function readGithubLimit(
  answer: { status: number; headers: Headers; message: string },
  now: Date,
): GithubLimit | undefined {
  const { status, headers, message } = answer;
  if (status !== 403 && status !== 429) {
    return undefined;
  }
  const retryAfter = parseRetryAfter(
    headers['retry-after'] === undefined
      ? null
      : String(headers['retry-after']),
    now,
  );
  if (/\bsecondary rate\b/i.test(message)) {
    return { kind: 'secondary', seconds: retryAfter };
  }
  if (String(headers['x-ratelimit-remaining']) === '0') {
    const reset = Number(headers['x-ratelimit-reset']);
    const untilReset = Number.isFinite(reset)
      ? Math.max(0, Math.ceil(reset - now.getTime() / 1000))
      : 60;
    return { kind: 'primary', seconds: retryAfter ?? untilReset };
  }
  return status === 429 || retryAfter !== undefined
    ? { kind: 'secondary', seconds: retryAfter }
    : undefined;
}
