import type { Principal } from '../api/Principal.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { ForgeError } from '../errors/ForgeError.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { ProjectRecord } from '../records/records.ts';
import { identifyBasic } from './identifyBasic.ts';

type Credentials = { username: string; password: string };

const pullScopes = ['api', 'read_api', 'read_registry'];
const pushScopes = ['api', 'write_registry'];

function holds(principal: Principal, scopes: string[]): boolean {
  return 'scopes' in principal
    ? principal.scopes.some(scope => scopes.includes(scope))
    : true;
}

/** The project whose registry a repository is in: `acme/payments/cache` is of `acme/payments`. */
function projectOf(
  context: ForgeContext,
  repository: string,
): ProjectRecord | undefined {
  const parts = repository.split('/');
  for (let length = parts.length; length >= 2; length -= 1) {
    const path = parts.slice(0, length).join('/').toLowerCase();
    const found = context.records.projects.find(
      project => project.fullPath.toLowerCase() === path,
    );
    if (found) {
      return found;
    }
  }
  return undefined;
}

function actionsIn(
  context: ForgeContext,
  principal: Principal | undefined,
  project: ProjectRecord,
): string[] {
  const level = context.access.effectiveLevel(principal, project);
  const actions: string[] = [];
  if (principal === undefined) {
    return level >= accessLevels.reporter ? ['pull'] : [];
  }
  if (level >= accessLevels.reporter && holds(principal, pullScopes)) {
    actions.push('pull');
  }
  // A deploy token writes by its scope; everybody else by their role as well.
  const mayWrite =
    principal.kind === 'deploy-token'
      ? principal.projectId === project.id
      : context.accessLevel(principal, project) >= accessLevels.developer;
  if (mayWrite && holds(principal, pushScopes)) {
    actions.push('push');
    if (principal.kind !== 'job') {
      actions.push('delete');
    }
  }
  return actions;
}

/** What the registry may do for these credentials; undefined when they are wrong. */
export function authorizeRegistry(
  context: ForgeContext,
  credentials: Credentials | undefined,
  repository: string,
): string[] | undefined {
  let principal: Principal | undefined;
  try {
    principal = credentials && identifyBasic(context.tokens, credentials);
  } catch (error) {
    if (error instanceof ForgeError) {
      return undefined;
    }
    throw error;
  }
  if (credentials && !principal) {
    return undefined;
  }
  const project = projectOf(context, repository);
  return project ? actionsIn(context, principal, project) : [];
}
