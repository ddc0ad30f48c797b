import type { Principal } from '../api/Principal.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { commitFiles } from '../commits/commitFiles.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { NamespaceRecord, ProjectRecord } from '../records/records.ts';
import { optional, readParams, types } from '../router/readParams.ts';
import { pathFromName, problemsOfName, problemsOfPath } from './pathRules.ts';
import { projectParams, readTopics } from './projectParams.ts';
import { readSettings } from './projectSettings.ts';

const takenText = 'has already been taken';

/** Throws GitLab's answer when a name or path cannot be had in a namespace. */
export function refuseTaken(
  context: ForgeContext,
  namespace: NamespaceRecord,
  { name, path, except }: { name: string; path: string; except?: number },
): void {
  const others = context.records.projects.filter(
    project => project.namespaceId === namespace.id && project.id !== except,
  );
  const nameTaken = others.some(project => project.name === name);
  const pathTaken =
    others.some(project => project.path.toLowerCase() === path.toLowerCase()) ||
    context.records.namespaces.find(
      each =>
        each.fullPath.toLowerCase() ===
        `${namespace.fullPath}/${path}`.toLowerCase(),
    ) !== undefined;
  if (nameTaken || pathTaken) {
    throw context.errors.validation({
      'project_namespace.name': [takenText],
      ...(nameTaken ? { name: [takenText] } : {}),
      ...(pathTaken ? { path: [takenText] } : {}),
    });
  }
}

function findTarget(
  context: ForgeContext,
  principal: Principal | undefined,
  namespaceId: number | undefined,
): NamespaceRecord {
  const user = context.userOf(principal);
  const target =
    namespaceId === undefined
      ? context.records.namespaces.find(each => each.ownerId === user.id)
      : context.records.namespaces.get(namespaceId);
  const level = target
    ? context.access.namespaceLevel(principal, target.id)
    : accessLevels.noAccess;
  if (
    !target ||
    level < accessLevels.developer ||
    (target.kind === 'user' && target.ownerId !== user.id && !user.admin)
  ) {
    throw context.errors.validation({ namespace: ['is not valid'] });
  }
  return target;
}

function checkNames(context: ForgeContext, name: string, path: string): void {
  const pathProblems = problemsOfPath(path);
  const nameProblems = problemsOfName(name);
  if (pathProblems.length > 0 || nameProblems.length > 0) {
    throw context.errors.validation({
      ...(nameProblems.length > 0 ? { name: nameProblems } : {}),
      ...(pathProblems.length > 0 ? { path: pathProblems } : {}),
    });
  }
}

/** `POST /projects`: not idempotent, as on GitLab. */
export async function createProject(
  context: ForgeContext,
  principal: Principal | undefined,
  body: Record<string, any>,
): Promise<ProjectRecord> {
  const given = readParams(body, {
    ...projectParams,
    namespace_id: optional(types.integer),
    initialize_with_readme: optional(types.boolean),
  });
  if (!given.name && !given.path) {
    throw context.errors.parameters([
      'name, path are missing, at least one parameter must be provided',
    ]);
  }
  const settings = readSettings(body);
  const name = given.name || given.path!;
  const path = given.path || pathFromName(name);
  const user = context.userOf(principal);
  const namespace = findTarget(context, principal, given.namespace_id);
  checkNames(context, name, path);
  refuseTaken(context, namespace, { name, path });

  const { projects, redirects } = context.records;
  const now = context.clock.now().toISOString();
  const fullPath = `${namespace.fullPath}/${path}`;
  const project: ProjectRecord = {
    id: projects.nextId(),
    name,
    path,
    namespaceId: namespace.id,
    fullPath,
    description: given.description ?? null,
    visibility: given.visibility ?? 'private',
    defaultBranch: given.default_branch || 'main',
    archived: false,
    creatorId: user.id,
    createdAt: now,
    updatedAt: now,
    lastActivityAt: now,
    topics: readTopics(body) ?? [],
    forkedFromId: null,
    markedForDeletionOn: null,
    beforeDeletion: null,
    settings,
  };
  // Taken before the repository is made, so that a second request finds it taken.
  projects.put(project);
  redirects.delete(fullPath.toLowerCase());
  try {
    await context.git.of(project).create(project.defaultBranch);
  } catch (error) {
    projects.delete(project.id);
    throw error;
  }
  if (given.initialize_with_readme) {
    await commitFiles(context, project, user, {
      branch: project.defaultBranch,
      message: 'Initial commit',
      actions: [
        {
          action: 'create',
          path: 'README.md',
          content: Buffer.from(`# ${name}\n`),
        },
      ],
    });
  }
  return projects.get(project.id)!;
}
