import type { ForgeContext } from '../ForgeContext.ts';
import type {
  MergeRequestRecord,
  ProjectRecord,
  UserRecord,
} from '../records/records.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { emitMergeRequest } from './emitMergeRequest.ts';
import {
  applyMergeRequestParams,
  mergeRequestParams,
} from './mergeRequestParams.ts';

export async function createMergeRequest(
  context: ForgeContext,
  project: ProjectRecord,
  user: UserRecord,
  body: Record<string, any>,
): Promise<MergeRequestRecord> {
  const given = readParams(body, {
    title: required(types.string),
    source_branch: required(types.string),
    target_branch: required(types.string),
    target_project_id: optional(types.integer),
    ...mergeRequestParams,
  });
  const { mergeRequests } = context.records;
  const { errors } = context;
  if (project.archived) {
    throw errors.forbidden();
  }
  if (given.title === '') {
    throw errors.validation({ title: ["can't be blank"] });
  }
  const source = given.source_branch;
  const target = given.target_branch;
  if (source === target) {
    throw errors.validation({
      validate_branches: [
        "You can't use same project/branch for source and target",
      ],
    });
  }
  const open = mergeRequests.find(
    each =>
      each.projectId === project.id &&
      each.state === 'opened' &&
      each.sourceBranch === source &&
      each.targetBranch === target,
  );
  if (open) {
    // A list, where other conflicts answer text.
    throw errors.conflict([
      `Another open merge request already exists for this source branch: !${open.iid}`,
    ]);
  }
  const git = context.git.of(project);
  for (const branch of [source, target]) {
    if (!(await git.resolve(`refs/heads/${branch}`))) {
      throw errors.validation({
        [branch === source ? 'source_branch' : 'target_branch']: [
          'does not exist',
        ],
      });
    }
  }
  const now = context.clock.now().toISOString();
  const mergeRequest: MergeRequestRecord = {
    id: mergeRequests.nextId(),
    iid: context.nextIid(project.id, 'merge-request'),
    projectId: project.id,
    title: given.title,
    sourceBranch: source,
    targetBranch: target,
    state: 'opened',
    authorId: user.id,
    createdAt: now,
    updatedAt: now,
    preparedAt: now,
    checked: false,
    mergedAt: null,
    mergedById: null,
    closedAt: null,
    closedById: null,
    mergeCommitSha: null,
    squashCommitSha: null,
    headSha: null,
    baseSha: null,
    startSha: null,
    ...applyMergeRequestParams(
      {
        description: null,
        assigneeIds: [],
        reviewerIds: [],
        labels: [],
        removeSourceBranch: false,
        squash: false,
        discussionLocked: null,
      },
      given,
    ),
  };
  mergeRequests.put(mergeRequest);
  emitMergeRequest(context, project, mergeRequest, user, 'open');
  return mergeRequest;
}
