import { InputError } from '@backstage/errors';

const movingWords = new Set([
  'latest',
  'main',
  'master',
  'trunk',
  'head',
  'develop',
  'development',
  'dev',
  'test',
  'qa',
  'staging',
  'stage',
  'prod',
  'production',
  'stable',
  'edge',
  'canary',
  'nightly',
  'release',
  'current',
]);

/**
 * Why a tag must not be deployed: it does not always mean the same image. Undefined when it may.
 *
 * @public
 */
export function mutableTagProblem(tag: string): string | undefined {
  if (movingWords.has(tag.toLowerCase())) {
    return `the tag "${tag}" moves: it names another image after each build`;
  }
  if (/^v?\d{1,4}(\.\d{1,4})?$/.test(tag)) {
    return `the tag "${tag}" moves with each patch release`;
  }
  return undefined;
}

/** @public */
export function assertImmutableTag(tag: string): void {
  const problem = mutableTagProblem(tag);
  if (problem) {
    throw new InputError(
      `${problem}; deploy one that says commit and run, such as 1a2b3c4d-17`,
    );
  }
}

/**
 * The commit and the run in a tag as the pipelines of Slipway's templates write it,
 * `<short sha>-<run>`; undefined for another form.
 *
 * @public
 */
export function readTagTrace(
  tag: string,
): { shortSha: string; run: number } | undefined {
  const match = /^([0-9a-f]{7,40})-(\d+)$/.exec(tag);
  return match ? { shortSha: match[1], run: Number(match[2]) } : undefined;
}
