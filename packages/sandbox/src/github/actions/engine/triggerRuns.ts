import type { PushEvent } from '../../../world/seams.ts';
import type { GithubEvent } from '../../events/GithubEvents.ts';
import type { ExpressionValue } from '../expressions/ExpressionValue.ts';
import { matchesEvent } from '../workflow/matchesEvent.ts';
import type { ActionsService } from './ActionsService.ts';

const zeroSha = '0'.repeat(40);

/** What pushes with a job's own token do: nothing, or workflows would start each other for ever. */
const workflowUser = 'github-actions[bot]';

/** Whether a commit asks for no runs. */
export function asksToSkipRuns(message: string): boolean {
  return /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]/i.test(message);
}

/** Starts the workflows that are for a push. */
export async function triggerByPush(
  service: ActionsService,
  push: PushEvent,
): Promise<void> {
  const { context, host, engine } = service;
  const project = context.forge.access.lookUpProject(push.project);
  const isRef = /^refs\/(heads|tags)\//.test(push.ref);
  if (
    !project?.github ||
    !isRef ||
    push.after === zeroSha ||
    push.user.username === workflowUser
  ) {
    return;
  }
  const commit = await host.commit(project.id, push.after);
  if (!commit || asksToSkipRuns(commit.message)) {
    return;
  }
  const changedFiles =
    push.before === zeroSha
      ? undefined
      : await host.changedFiles(project.id, push.before, push.after);
  const branch = /^refs\/heads\/(.+)$/.exec(push.ref)?.[1];
  const name = branch ?? push.ref.replace(/^refs\/tags\//, '');
  const headCommit = {
    id: commit.sha,
    message: commit.message,
    timestamp: commit.timestamp,
    author: { name: commit.authorName, email: commit.authorEmail },
  };
  for (const file of await engine.files.at(project, commit.sha)) {
    const { result } = file;
    const isWanted =
      result.kind === 'invalid' ||
      matchesEvent(result.workflow.events.filters, {
        event: 'push',
        ref: push.ref,
        changedFiles,
      });
    if (isWanted && isActive(service, project.id, file.path)) {
      engine.create(file, {
        project,
        event: 'push',
        ref: push.ref,
        headBranch: name,
        sha: commit.sha,
        title: commit.message.split('\n')[0],
        actorId: push.user.id,
        payload: {
          ref: push.ref,
          before: push.before,
          after: push.after,
          created: push.before === zeroSha,
          deleted: false,
          head_commit: headCommit,
          commits: [headCommit],
          pusher: { name: push.user.username, email: push.user.email },
          repository: repositoryOf(service, project),
          sender: { login: push.user.username, id: push.user.id },
        },
        inputs: {},
        pullRequestIds: [],
      });
    }
  }
}

/** Starts the workflows that are for what has happened to a pull request. */
export async function triggerByPullRequest(
  service: ActionsService,
  event: GithubEvent,
): Promise<void> {
  const { context, host, engine } = service;
  const project = context.forge.records.projects.get(event.project.id);
  const pull = event.payload.pull_request as
    | {
        id: number;
        number: number;
        title: string;
        head: { ref: string; sha: string };
        base: { ref: string; sha: string };
      }
    | undefined;
  if (!project || !pull || event.sender.username === workflowUser) {
    return;
  }
  const { head, base } = pull;
  const commit = await host.commit(project.id, head.sha);
  if (!commit || asksToSkipRuns(commit.message)) {
    return;
  }
  const changedFiles = await host.changedFiles(project.id, base.sha, head.sha);
  for (const file of await engine.files.at(project, head.sha)) {
    const { result } = file;
    const isWanted =
      result.kind === 'parsed' &&
      matchesEvent(result.workflow.events.filters, {
        event: 'pull_request',
        action: event.action ?? 'opened',
        baseBranch: base.ref,
        changedFiles,
      });
    if (isWanted && isActive(service, project.id, file.path)) {
      engine.create(file, {
        project,
        event: 'pull_request',
        ref: `refs/pull/${pull.number}/merge`,
        headBranch: head.ref,
        sha: head.sha,
        title: pull.title,
        actorId: event.sender.id,
        payload: {
          // What webhooks carry is JSON.
          ...(event.payload as Record<string, ExpressionValue>),
          action: event.action ?? 'opened',
          number: pull.number,
          repository: repositoryOf(service, project),
          sender: { login: event.sender.username, id: event.sender.id },
        },
        inputs: {},
        pullRequestIds: [pull.number],
      });
    }
  }
}

function isActive(
  { store }: ActionsService,
  projectId: number,
  path: string,
): boolean {
  const known = store.records.workflows.find(
    one => one.projectId === projectId && one.path === path,
  );
  return known?.state !== 'disabled_manually';
}

/** The little of a repository that workflows read of their event. */
export function repositoryOf(
  { context }: ActionsService,
  project: {
    id: number;
    path: string;
    fullPath: string;
    defaultBranch: string;
    visibility: string;
  },
): Record<string, ExpressionValue> {
  return {
    id: project.id,
    name: project.path,
    full_name: project.fullPath,
    private: project.visibility !== 'public',
    default_branch: project.defaultBranch,
    html_url: `${context.webUrl()}/${project.fullPath}`,
    clone_url: `${context.webUrl()}/${project.fullPath}.git`,
    owner: { login: project.fullPath.split('/')[0] },
  };
}
