import type { ForgeRequest, ForgeRoute } from '../api/ForgeRoute.ts';
import { allows, protectionsOf } from '../branches/protection.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { MergeRequestRecord, ProjectRecord } from '../records/records.ts';
import { optional, readParams, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';
import { acceptMergeRequest } from './acceptMergeRequest.ts';
import { createMergeRequest } from './createMergeRequest.ts';
import { emitMergeRequest } from './emitMergeRequest.ts';
import { listMergeRequests } from './listMergeRequests.ts';
import {
  applyMergeRequestParams,
  mergeRequestParams,
} from './mergeRequestParams.ts';
import { presentMergeRequest } from './presentMergeRequest.ts';

const path = '/api/v4/projects/{id}/merge_requests';
const one = `${path}/{merge_request_iid}`;

export function mergeRequestRoutes(context: ForgeContext): ForgeRoute[] {
  const { mergeRequests } = context.records;
  const { errors } = context;

  const mayMerge = (request: ForgeRequest, project: ProjectRecord) => {
    const level = context.accessLevel(request.principal, project);
    return (target: string) => {
      const rules = protectionsOf(context, project, target);
      return rules.length > 0
        ? allows(rules, 'merge', level)
        : level >= accessLevels.developer;
    };
  };
  const answer = async (
    status: number,
    request: ForgeRequest,
    project: ProjectRecord,
    mergeRequest: MergeRequestRecord,
  ) => ({
    status,
    body: await presentMergeRequest(
      context,
      project,
      mergeRequest,
      mayMerge(request, project)(mergeRequest.targetBranch),
    ),
  });
  const find = (project: ProjectRecord, iid: string) => {
    const found = mergeRequests.find(
      each => each.projectId === project.id && each.iid === Number(iid),
    );
    if (!found) {
      throw errors.notFound();
    }
    return found;
  };

  return [
    {
      method: 'GET',
      path,
      scopes: scopes.read,
      anonymous: true,
      handle: request => listMergeRequests(context, request),
    },
    {
      method: 'POST',
      path,
      scopes: scopes.write,
      async handle(request) {
        const project = context.findProject(
          request.params.id,
          request.principal,
          { minimumAccess: accessLevels.developer },
        );
        const created = await createMergeRequest(
          context,
          project,
          context.userOf(request.principal),
          request.body,
        );
        return answer(201, request, project, created);
      },
    },
    {
      method: 'GET',
      path: one,
      scopes: scopes.read,
      anonymous: true,
      async handle(request) {
        const project = context.findProject(
          request.params.id,
          request.principal,
          { minimumAccess: accessLevels.reporter },
        );
        const found = find(project, request.params.merge_request_iid);
        const shown = await answer(200, request, project, found);
        if (!found.checked) {
          // Whoever asks again finds it checked.
          mergeRequests.put({ ...found, checked: true });
        }
        return shown;
      },
    },
    {
      method: 'PUT',
      path: one,
      scopes: scopes.write,
      async handle(request) {
        const project = context.findProject(
          request.params.id,
          request.principal,
          { minimumAccess: accessLevels.developer },
        );
        const found = find(project, request.params.merge_request_iid);
        const given = readParams(request.body, {
          title: optional(types.string),
          target_branch: optional(types.string),
          state_event: optional(types.oneOf('close', 'reopen')),
          ...mergeRequestParams,
        });
        if (Object.keys(given).length === 0) {
          throw errors.parameters([
            'title, description, state_event, target_branch, labels are missing, at least one parameter must be provided',
          ]);
        }
        if (given.title === '') {
          throw errors.validation({ title: ["can't be blank"] });
        }
        const now = context.clock.now().toISOString();
        const user = context.userOf(request.principal);
        const changed: MergeRequestRecord = {
          ...found,
          ...applyMergeRequestParams(found, given),
          title: given.title ?? found.title,
          targetBranch: given.target_branch ?? found.targetBranch,
          updatedAt: now,
        };
        if (given.state_event === 'close' && found.state === 'opened') {
          Object.assign(changed, {
            state: 'closed',
            closedAt: now,
            closedById: user.id,
          });
        }
        if (given.state_event === 'reopen' && found.state === 'closed') {
          Object.assign(changed, {
            state: 'opened',
            closedAt: null,
            closedById: null,
          });
        }
        mergeRequests.put(changed);
        emitMergeRequest(context, project, changed, user, 'update');
        return answer(200, request, project, changed);
      },
    },
    {
      method: 'PUT',
      path: `${one}/merge`,
      scopes: scopes.write,
      async handle(request) {
        const project = context.findProject(
          request.params.id,
          request.principal,
          { minimumAccess: accessLevels.reporter },
        );
        const found = find(project, request.params.merge_request_iid);
        const given = readParams(request.body, {
          merge_commit_message: optional(types.string),
          squash_commit_message: optional(types.string),
          should_remove_source_branch: optional(types.boolean),
          merge_when_pipeline_succeeds: optional(types.boolean),
          sha: optional(types.string),
          squash: optional(types.boolean),
        });
        if (!mayMerge(request, project)(found.targetBranch)) {
          // GitLab answers 401 to who may read and not merge.
          throw errors.unauthorized();
        }
        const user = context.userOf(request.principal);
        const merged = await acceptMergeRequest(context, project, found, user, {
          mergeCommitMessage: given.merge_commit_message,
          squashCommitMessage: given.squash_commit_message,
          squash: given.squash ?? found.squash,
          removeSourceBranch:
            given.should_remove_source_branch ?? found.removeSourceBranch,
          sha: given.sha,
        });
        emitMergeRequest(context, project, merged, user, 'merge');
        return answer(200, request, project, merged);
      },
    },
  ];
}
