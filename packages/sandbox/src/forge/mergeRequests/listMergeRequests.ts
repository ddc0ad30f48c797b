import type { ForgeAnswer, ForgeRequest } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { MergeRequestRecord } from '../records/records.ts';
import { optional, readParams, types } from '../router/readParams.ts';
import { presentMergeRequestBasic } from './presentMergeRequest.ts';

export async function listMergeRequests(
  context: ForgeContext,
  request: ForgeRequest,
): Promise<ForgeAnswer> {
  const project = context.findProject(request.params.id, request.principal, {
    minimumAccess: accessLevels.reporter,
  });
  const query = readParams(request.query, {
    state: optional(types.oneOf('opened', 'closed', 'locked', 'merged', 'all')),
    source_branch: optional(types.string),
    target_branch: optional(types.string),
    search: optional(types.string),
    author_id: optional(types.integer),
    labels: optional(types.list),
    iids: optional(types.list),
    order_by: optional(types.oneOf('created_at', 'updated_at', 'title')),
    sort: optional(types.oneOf('asc', 'desc')),
  });
  const search = query.search?.toLowerCase();
  const found = context.records.mergeRequests.filter(
    each =>
      each.projectId === project.id &&
      (!query.state || query.state === 'all' || each.state === query.state) &&
      (!query.source_branch || each.sourceBranch === query.source_branch) &&
      (!query.target_branch || each.targetBranch === query.target_branch) &&
      (!query.author_id || each.authorId === query.author_id) &&
      (!query.iids || query.iids.includes(String(each.iid))) &&
      (query.labels ?? []).every(label => each.labels.includes(label)) &&
      (!search ||
        each.title.toLowerCase().includes(search) ||
        (each.description ?? '').toLowerCase().includes(search)),
  );
  const key = (each: MergeRequestRecord) => {
    switch (query.order_by) {
      case 'updated_at':
        return each.updatedAt;
      case 'title':
        return each.title;
      default:
        return String(each.iid).padStart(9, '0');
    }
  };
  const direction = query.sort === 'asc' ? 1 : -1;
  found.sort((a, b) => key(a).localeCompare(key(b)) * direction);
  const page = context.paginate(request, found);
  return {
    ...page,
    body: await Promise.all(
      (page.body as MergeRequestRecord[]).map(each =>
        presentMergeRequestBasic(context, project, each),
      ),
    ),
  };
}
