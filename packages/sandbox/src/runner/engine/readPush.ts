import type { PushEvent } from '../../world/seams.ts';
import type { CiCommit } from '../RunnerHost.ts';
import type { CiVariable } from '../ciRecords.ts';
import { asksToSkip } from '../process/parseSkip.ts';
import type { PipelineRequest } from './createPipeline.ts';

const zeroSha = '0'.repeat(40);

/** What a push wants of a pipeline; undefined when it is of no branch or tag, or takes one away. */
export function parsePushedRef(
  push: PushEvent,
): { ref: string; tag: boolean } | undefined {
  const match = /^refs\/(heads|tags)\/(.+)$/.exec(push.ref);
  return match && push.after !== zeroSha
    ? { ref: match[2], tag: match[1] === 'tags' }
    : undefined;
}

export function readPush(
  projectId: number,
  push: PushEvent,
  pushed: { ref: string; tag: boolean },
  commit: CiCommit | undefined,
): PipelineRequest {
  return {
    projectId,
    ...pushed,
    // A tag may be an object of its own, beside the commit that it names.
    sha: commit?.sha ?? push.after,
    beforeSha: push.before,
    source: 'push',
    userId: push.user.id,
    variables: pushVariables(push.options),
    inputs: {},
    skip: asksToSkip(commit?.message ?? '', push.options),
  };
}

/** `-o ci.variable="NAME=value"` */
export function pushVariables(options: string[]): CiVariable[] {
  return options.flatMap(option => {
    const match = /^ci\.variable="?(\w+)=(.*?)"?$/.exec(option);
    return match
      ? [
          {
            key: match[1],
            value: match[2],
            variableType: 'env_var' as const,
            masked: false,
            raw: false,
          },
        ]
      : [];
  });
}
