import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  ForgeMergeRequest,
  ForgeMergeRequests,
  forgeOf,
  ForgeRepository,
} from '../../forge';
import { Look, poll, RunContext, WiringDeps } from '../../run';

/**
 * Waits until a request is merged: by people, or by the portal where it is asked to and may.
 *
 * @public
 */
export async function awaitMerge(
  run: RunContext,
  deps: WiringDeps,
  input: {
    host: string;
    repository: ForgeRepository;
    request: ForgeMergeRequest;
    /** Merge it as soon as the forge lets the portal. */
    merge: boolean;
    timeoutSeconds: number;
  },
): Promise<void> {
  const { host, repository, request, merge, timeoutSeconds } = input;
  const { mergeRequests } = forgeOf(deps, host, run);
  const { webUrl } = request;
  await poll({
    look: () => look(mergeRequests, repository, request, merge),
    clock: deps.clock,
    timeoutSeconds,
    everySeconds: 5,
    signal: run.signal,
    say: words => run.logger.info(words),
    onTimeout: words =>
      new ServiceUnavailableError(
        `The ${mergeRequests.title} ${webUrl} was not merged within ${timeoutSeconds} s: ${words}; ` +
          'merge it, and run this again',
      ),
  });
}

async function look(
  mergeRequests: ForgeMergeRequests,
  repository: ForgeRepository,
  { id, sourceBranch, webUrl }: ForgeMergeRequest,
  merge: boolean,
): Promise<Look<void>> {
  const all = await mergeRequests.list(repository, sourceBranch);
  const now = all.find(one => one.id === id);
  if (now?.state === 'merged') {
    return { kind: 'done', value: undefined };
  }
  if (now?.state !== 'open') {
    throw new ConflictError(
      `Somebody has closed the ${mergeRequests.title} ${webUrl} without merging it; reopen it, and run this again`,
    );
  }
  if (!merge) {
    return {
      kind: 'waiting',
      words: `waiting for somebody to merge ${webUrl}`,
    };
  }
  const answer = await mergeRequests.merge(repository, now);
  return answer.kind === 'merged'
    ? { kind: 'done', value: undefined }
    : { kind: 'waiting', words: answer.reason };
}
