import { PipelineBoard, Release } from '@slipway/plugin-delivery-common';

/** `<short sha>` alone, or with the number of the run behind it. */
const immutableTag = /^([0-9a-f]{7,40})(?:-\d+)?$/;

/** The commit that a tag was built from, when the tag tells. */
export function commitOfTag(
  tag: string,
  board: PipelineBoard | undefined,
  commitUrl: (repositoryUrl: string, sha: string) => string | undefined,
): Release['commit'] {
  const short = immutableTag.exec(tag)?.[1];
  if (!short) {
    return undefined;
  }
  const run = board?.pipelines.find(({ commit }) =>
    commit.sha.startsWith(short),
  );
  return run
    ? { sha: run.commit.sha, url: run.commit.url }
    : {
        sha: short,
        url: board && commitUrl(board.repository.url, short),
      };
}
