import { NotFoundError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { parseAnswer } from './parse';

const projectSchema = z.object({
  id: z.number(),
  path_with_namespace: z.string(),
  web_url: z.string(),
  http_url_to_repo: z.string(),
  default_branch: z.string().nullish(),
  empty_repo: z.boolean().nullish(),
  archived: z.boolean().nullish(),
  marked_for_deletion_on: z.string().nullish(),
  description: z.string().nullish(),
  visibility: z.string().nullish(),
  topics: z.array(z.string()).nullish(),
});

export type Project = z.infer<typeof projectSchema>;

export function projectPath(project: number | string): string {
  return `/projects/${encodeURIComponent(project)}`;
}

export async function findProject(
  forge: GitlabTransport,
  path: string,
): Promise<Project | undefined> {
  try {
    const { body } = await forge.request({
      method: 'GET',
      path: projectPath(path),
    });
    return parseAnswer(projectSchema, body, `project ${path}`);
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}

export async function getProject(
  forge: GitlabTransport,
  path: string,
): Promise<Project> {
  const project = await findProject(forge, path);
  if (!project) {
    throw new NotFoundError(
      `There is no repository ${path} that the token of integrations.gitlab may see; ` +
        'run delivery:repository:ensure for it first',
    );
  }
  return project;
}

export async function findGroupId(
  forge: GitlabTransport,
  group: string,
): Promise<number> {
  try {
    const { body } = await forge.request({
      method: 'GET',
      path: `/namespaces/${encodeURIComponent(group)}`,
    });
    return parseAnswer(z.object({ id: z.number() }), body, `group ${group}`).id;
  } catch (error) {
    if (error instanceof NotFoundError) {
      throw new NotFoundError(
        `There is no group ${group} that the token of integrations.gitlab may see; ` +
          'create it, or make the user of the token its owner',
      );
    }
    throw error;
  }
}

export async function createProject(
  forge: GitlabTransport,
  body: Record<string, unknown>,
): Promise<Project> {
  const answer = await forge.request({
    method: 'POST',
    path: '/projects',
    body,
  });
  return parseAnswer(projectSchema, answer.body, 'new project');
}

export async function editProject(
  forge: GitlabTransport,
  id: number,
  body: Record<string, unknown>,
): Promise<void> {
  await forge.request({ method: 'PUT', path: projectPath(id), body });
}
