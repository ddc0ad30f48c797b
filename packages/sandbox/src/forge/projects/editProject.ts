import type { ForgeContext } from '../ForgeContext.ts';
import type { ProjectRecord } from '../records/records.ts';
import { readParams } from '../router/readParams.ts';
import { refuseTaken } from './createProject.ts';
import { problemsOfName, problemsOfPath } from './pathRules.ts';
import { projectParams, readTopics } from './projectParams.ts';
import { readSettings } from './projectSettings.ts';

async function changeDefaultBranch(
  context: ForgeContext,
  project: ProjectRecord,
  branch: string,
): Promise<void> {
  const git = context.git.of(project);
  if (!(await git.resolve(`refs/heads/${branch}`))) {
    throw context.errors.validation({
      base: ["Could not change HEAD: branch '" + branch + "' does not exist"],
    });
  }
  await git.setHead(branch);
}

/** `PUT /projects/:id`; a new path leaves a redirect behind. */
export async function editProject(
  context: ForgeContext,
  project: ProjectRecord,
  body: Record<string, any>,
): Promise<ProjectRecord> {
  const given = readParams(body, projectParams);
  const settings = readSettings(body);
  const topics = readTopics(body);
  const nothing =
    Object.keys(settings).length === 0 &&
    topics === undefined &&
    Object.values(given).every(value => value === undefined);
  if (nothing) {
    throw context.errors.parameters([
      'name, path, description, visibility, default_branch, topics are missing, at least one parameter must be provided',
    ]);
  }
  const name = given.name ?? project.name;
  const path = given.path ?? project.path;
  const problems = {
    ...(problemsOfName(name).length > 0 ? { name: problemsOfName(name) } : {}),
    ...(problemsOfPath(path).length > 0 ? { path: problemsOfPath(path) } : {}),
  };
  if (Object.keys(problems).length > 0) {
    throw context.errors.validation(problems);
  }
  const namespace = context.records.namespaces.get(project.namespaceId)!;
  refuseTaken(context, namespace, { name, path, except: project.id });
  if (
    given.default_branch !== undefined &&
    given.default_branch !== project.defaultBranch
  ) {
    await changeDefaultBranch(context, project, given.default_branch);
  }
  const fullPath = `${namespace.fullPath}/${path}`;
  if (fullPath !== project.fullPath) {
    leaveRedirect(context, project, fullPath);
  }
  return context.records.projects.put({
    ...project,
    name,
    path,
    fullPath,
    description: given.description ?? project.description,
    visibility: given.visibility ?? project.visibility,
    defaultBranch: given.default_branch ?? project.defaultBranch,
    topics: topics ?? project.topics,
    settings: { ...project.settings, ...settings },
    updatedAt: context.clock.now().toISOString(),
  });
}

/** Who asks for the former path is sent to where the project is now. */
export function leaveRedirect(
  context: ForgeContext,
  project: ProjectRecord,
  fullPath: string,
): void {
  const { redirects } = context.records;
  redirects.delete(fullPath.toLowerCase());
  redirects.put({
    id: project.fullPath.toLowerCase(),
    projectId: project.id,
  });
}
