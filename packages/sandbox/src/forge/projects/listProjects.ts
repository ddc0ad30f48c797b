import type { ForgeAnswer, ForgeRequest } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import {
  presentProject,
  presentProjectBasic,
  readRepositoryFacts,
} from '../present/presentProject.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { ProjectRecord } from '../records/records.ts';
import { paginateByCursor, readPage } from '../router/paginate.ts';
import { optional, readParams, types } from '../router/readParams.ts';

const listParams = {
  order_by: optional(
    types.oneOf(
      'id',
      'name',
      'path',
      'created_at',
      'updated_at',
      'last_activity_at',
      'similarity',
      'star_count',
    ),
  ),
  sort: optional(types.oneOf('asc', 'desc')),
  archived: optional(types.boolean),
  visibility: optional(types.oneOf('private', 'internal', 'public')),
  search: optional(types.string),
  search_namespaces: optional(types.boolean),
  owned: optional(types.boolean),
  membership: optional(types.boolean),
  starred: optional(types.boolean),
  simple: optional(types.boolean),
  min_access_level: optional(types.integer),
  id_after: optional(types.integer),
  id_before: optional(types.integer),
  topic: optional(types.list),
  pagination: optional(types.string),
  include_pending_delete: optional(types.boolean),
};

function sortKey(project: ProjectRecord, orderBy: string): string | number {
  switch (orderBy) {
    case 'name':
    case 'similarity':
      return project.name.toLowerCase();
    case 'path':
      return project.path.toLowerCase();
    case 'updated_at':
      return project.updatedAt;
    case 'last_activity_at':
      return project.lastActivityAt;
    case 'created_at':
      return project.createdAt;
    default:
      return project.id;
  }
}

function order(
  projects: ProjectRecord[],
  orderBy: string,
  sort: 'asc' | 'desc',
): ProjectRecord[] {
  const direction = sort === 'asc' ? 1 : -1;
  return projects.sort((one, other) => {
    const a = sortKey(one, orderBy);
    const b = sortKey(other, orderBy);
    if (a === b) return (one.id - other.id) * direction;
    return (a < b ? -1 : 1) * direction;
  });
}

/** Projects that this principal sees, by all the ways in which GitLab lets them be chosen. */
export async function listProjects(
  context: ForgeContext,
  request: ForgeRequest,
  among: (project: ProjectRecord) => boolean = () => true,
): Promise<ForgeAnswer> {
  const { principal } = request;
  const query = readParams(request.query, listParams);
  const search = query.search?.toLowerCase();
  const topics = query.topic ?? [];
  const minimum = Math.max(
    query.min_access_level ?? 0,
    query.owned ? accessLevels.owner : 0,
    query.membership ? accessLevels.guest : 0,
  );
  const found = context.records.projects.filter(
    project =>
      among(project) &&
      !query.starred &&
      context.access.effectiveLevel(principal, project) >= accessLevels.guest &&
      (minimum === 0 || context.accessLevel(principal, project) >= minimum) &&
      (query.archived === undefined ||
        query.archived ===
          (project.archived || project.markedForDeletionOn !== null)) &&
      (query.visibility === undefined ||
        project.visibility === query.visibility) &&
      (search === undefined ||
        project.name.toLowerCase().includes(search) ||
        project.path.toLowerCase().includes(search) ||
        (search.includes('/') || query.search_namespaces
          ? project.fullPath.toLowerCase().includes(search)
          : false)) &&
      topics.every(topic => project.topics.includes(topic)) &&
      (query.id_after === undefined || project.id > query.id_after) &&
      (query.id_before === undefined || project.id < query.id_before),
  );
  const sort = query.sort ?? 'desc';
  const keyset = query.pagination === 'keyset';
  const sorted = order(
    found,
    keyset ? 'id' : query.order_by ?? 'created_at',
    sort,
  );
  const { page, perPage } = readPage(request.query);
  const answer = keyset
    ? paginateByCursor(request, sorted, {
        perPage,
        parameter: sort === 'asc' ? 'id_after' : 'id_before',
        cursor: project => project.id,
      })
    : context.paginate(request, sorted);
  const from = keyset ? 0 : (page - 1) * perPage;
  const body = await Promise.all(
    sorted.slice(from, from + perPage).map(async project => {
      const facts = await readRepositoryFacts(context, project);
      return query.simple || !principal
        ? presentProjectBasic(context, project, facts)
        : presentProject(context, project, facts);
    }),
  );
  return { ...answer, body };
}
