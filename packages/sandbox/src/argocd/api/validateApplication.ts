import type { Application } from '../model/Application.ts';
import { sourcesOf } from '../model/Application.ts';
import { findForbidden } from '../project/permissions.ts';
import { listRefs } from '../source/listRefs.ts';
import { SourceError } from '../source/SourceError.ts';
import type { ApiContext } from './ApiContext.ts';
import { ApiError, invalidArgument } from './ApiError.ts';

/** Why Argo CD cannot reach a repository of the Application; undefined when it can. */
async function findUnreachable(
  context: ApiContext,
  application: Application,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { project } = application.spec;
  for (const { repoURL } of sourcesOf(application)) {
    try {
      await listRefs({
        url: repoURL,
        credentials: context.credentials(repoURL, project),
        timeoutSeconds: context.timeoutSeconds,
        signal,
      });
    } catch (error) {
      if (!(error instanceof SourceError)) {
        throw error;
      }
      return `repository not accessible: repositories not accessible: &Repository{Repo: "${repoURL}", Type: "", Name: "", Project: ""}: repo client error while testing repository: rpc error: code = Unknown desc = error testing repository connectivity: ${error.message}`;
    }
  }
  return undefined;
}

async function findUnrenderable(
  context: ApiContext,
  application: Application,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    await context.render(application, signal);
    return undefined;
  } catch (error) {
    if (!(error instanceof SourceError)) {
      throw error;
    }
    const [source] = sourcesOf(application);
    return `Unable to generate manifests in ${source.path}: ${error.message}`;
  }
}

/** Refuses what the real API server refuses, before anything is stored. */
export async function validateApplication(
  context: ApiContext,
  application: Application,
  options: { isRendered: boolean; signal: AbortSignal },
): Promise<void> {
  const { name } = application.metadata;
  const { destination, project: projectName } = application.spec;
  const project = context.project(projectName);
  if (!project) {
    throw new ApiError(
      invalidArgument,
      `app is not allowed in project "${projectName}", or the project does not exist`,
    );
  }
  const refuse = (what: string) =>
    new ApiError(
      invalidArgument,
      `error while validating and normalizing app: rpc error: code = InvalidArgument desc = application ${what}`,
    );
  if (!context.destination(destination)) {
    const why = destination.name
      ? `there are no clusters with this name: ${destination.name}`
      : `error getting cluster by server "${
          destination.server ?? ''
        }": rpc error: code = NotFound desc = cluster "${
          destination.server ?? ''
        }" not found`;
    throw refuse(`destination spec for ${name} is invalid: ${why}`);
  }
  const { signal } = options;
  const problems = options.isRendered
    ? [
        (await findUnreachable(context, application, signal)) ??
          (await findUnrenderable(context, application, signal)),
      ].filter(problem => problem !== undefined)
    : [];
  const told =
    problems.length > 0 ? problems : findForbidden(project, application);
  if (told.length > 0) {
    throw refuse(
      `spec for ${name} is invalid: ${told
        .map(message => `InvalidSpecError: ${message}`)
        .join(';')}`,
    );
  }
}
