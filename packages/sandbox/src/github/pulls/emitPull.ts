import type {
  MergeRequestRecord,
  ProjectRecord,
  UserRecord,
} from '../../forge/records/records.ts';
import type { PushEvent } from '../../world/seams.ts';
import type { GithubContext } from '../GithubContext.ts';
import { presentFullPull } from './presentPull.ts';

/** Tells of what became of a pull request. */
export async function emitPull(
  context: GithubContext,
  project: ProjectRecord,
  pull: MergeRequestRecord,
  sender: Pick<UserRecord, 'id' | 'username'>,
  action: 'opened' | 'edited' | 'closed' | 'reopened' | 'synchronize',
  more: Record<string, unknown> = {},
): Promise<void> {
  context.events.emit({
    event: 'pull_request',
    action,
    project,
    sender,
    payload: {
      number: pull.iid,
      pull_request: await presentFullPull(context, project, pull),
      ...more,
    },
  });
}

/** A push to the head of a pull request that was open by then is news of the pull request too. */
export async function followPush(
  context: GithubContext,
  push: PushEvent,
  at: string,
): Promise<void> {
  const project = context.forge.access.lookUpProject(push.project);
  if (!project || /^0+$/.test(push.before) || /^0+$/.test(push.after)) {
    return;
  }
  const branch = push.ref.replace('refs/heads/', '');
  const open = context.forge.records.mergeRequests.filter(
    each =>
      each.projectId === project.id &&
      each.state === 'opened' &&
      each.sourceBranch === branch &&
      each.createdAt <= at,
  );
  for (const pull of open) {
    const { before, after } = push;
    await emitPull(context, project, pull, push.user, 'synchronize', {
      before,
      after,
    });
  }
}
