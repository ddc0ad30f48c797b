import { z } from 'zod';
import { leaveRedirect } from '../../forge/projects/editProject.ts';
import type {
  NamespaceRecord,
  ProjectRecord,
} from '../../forge/records/records.ts';
import type { GithubContext } from '../GithubContext.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import { refuseName } from './createRepository.ts';
import {
  readFlags,
  repositoryName,
  repositoryParams,
} from './repositoryParams.ts';

const schema = z.object({
  name: z.string().optional(),
  default_branch: z.string().optional(),
  archived: z.boolean().optional(),
  ...repositoryParams,
});

/** A repository at another place; who asks at the former one is sent on. */
export function moveRepository(
  context: GithubContext,
  project: ProjectRecord,
  namespace: NamespaceRecord,
  name: string,
): ProjectRecord {
  refuseName(context, namespace, name, project.id);
  const fullPath = `${namespace.fullPath}/${name}`;
  if (fullPath !== project.fullPath) {
    leaveRedirect(context.forge, project, fullPath);
  }
  return context.forge.records.projects.put({
    ...project,
    name,
    path: name,
    namespaceId: namespace.id,
    fullPath,
    updatedAt: context.forge.clock.now().toISOString(),
  });
}

/** `PATCH /repos/{owner}/{repo}` */
export async function editRepository(
  context: GithubContext,
  project: ProjectRecord,
  body: Record<string, any>,
): Promise<ProjectRecord> {
  const { forge, errors } = context;
  const given = readGithubParams(body, schema);
  if (project.archived && given.archived !== false) {
    throw errors.archived();
  }
  if (
    given.default_branch !== undefined &&
    given.default_branch !== project.defaultBranch
  ) {
    const git = forge.git.of(project);
    if (!(await git.resolve(`refs/heads/${given.default_branch}`))) {
      throw errors.validation([
        {
          resource: 'Repository',
          code: 'invalid',
          field: 'default_branch',
          message: `The branch ${given.default_branch} was not found. Please push that ref first or create it via the Git Data API.`,
        },
      ]);
    }
    await git.setHead(given.default_branch);
  }
  const namespace = forge.records.namespaces.get(project.namespaceId)!;
  const moved = given.name
    ? moveRepository(context, project, namespace, repositoryName(given.name))
    : project;
  const isPrivate =
    given.private === undefined
      ? moved.visibility
      : given.private
      ? 'private'
      : 'public';
  return forge.records.projects.put({
    ...moved,
    description:
      given.description === undefined ? moved.description : given.description,
    visibility: given.visibility ?? isPrivate,
    defaultBranch: given.default_branch ?? moved.defaultBranch,
    archived: given.archived ?? moved.archived,
    github: { ...moved.github, ...readFlags(given) },
    updatedAt: forge.clock.now().toISOString(),
  });
}
