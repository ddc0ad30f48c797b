import { z } from 'zod';
import { commitFiles } from '../../forge/commits/commitFiles.ts';
import type {
  NamespaceRecord,
  ProjectRecord,
  UserRecord,
} from '../../forge/records/records.ts';
import type { GithubContext } from '../GithubContext.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import {
  readFlags,
  repositoryName,
  repositoryParams,
} from './repositoryParams.ts';

const schema = z.object({
  name: z.string(),
  auto_init: z.boolean().optional(),
  ...repositoryParams,
});

const failed = 'Repository creation failed.';

/** Throws GitHub's answer when a name cannot be had. */
export function refuseName(
  context: GithubContext,
  namespace: NamespaceRecord,
  name: string,
  except?: number,
): void {
  const { errors, forge } = context;
  const problem = (message: string) =>
    errors.validation(
      [{ resource: 'Repository', code: 'custom', field: 'name', message }],
      failed,
    );
  if (name === '' || /^\.+$/.test(name) || /\.(git|wiki)$/i.test(name)) {
    throw problem('is invalid');
  }
  const taken = forge.records.projects.find(
    project =>
      project.id !== except &&
      project.namespaceId === namespace.id &&
      project.path.toLowerCase() === name.toLowerCase(),
  );
  if (taken) {
    throw problem('name already exists on this account');
  }
}

/** `POST /user/repos` and `POST /orgs/{org}/repos`: not idempotent, as on GitHub. */
export async function createRepository(
  context: GithubContext,
  namespace: NamespaceRecord,
  user: UserRecord,
  body: Record<string, any>,
): Promise<ProjectRecord> {
  const { forge } = context;
  const given = readGithubParams(body, schema);
  const name = repositoryName(given.name);
  refuseName(context, namespace, name);
  const { projects, redirects } = forge.records;
  const now = forge.clock.now().toISOString();
  const fullPath = `${namespace.fullPath}/${name}`;
  const project: ProjectRecord = {
    id: projects.nextId(),
    name,
    path: name,
    namespaceId: namespace.id,
    fullPath,
    description: given.description ?? null,
    visibility: given.visibility ?? (given.private ? 'private' : 'public'),
    defaultBranch: 'main',
    archived: false,
    creatorId: user.id,
    createdAt: now,
    updatedAt: now,
    lastActivityAt: now,
    topics: [],
    forkedFromId: null,
    markedForDeletionOn: null,
    beforeDeletion: null,
    settings: {},
    github: readFlags(given),
  };
  // Taken before the repository is made, so that a second request finds it taken.
  projects.put(project);
  redirects.delete(fullPath.toLowerCase());
  try {
    await forge.git.of(project).create(project.defaultBranch);
  } catch (error) {
    projects.delete(project.id);
    throw error;
  }
  if (given.auto_init) {
    await commitFiles(forge, project, user, {
      branch: project.defaultBranch,
      message: 'Initial commit',
      actions: [
        {
          action: 'create',
          path: 'README.md',
          content: Buffer.from(
            `# ${name}\n${given.description ? `${given.description}\n` : ''}`,
          ),
        },
      ],
    });
  }
  return projects.get(project.id)!;
}
