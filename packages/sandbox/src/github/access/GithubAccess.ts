import type { ForgeContext } from '../../forge/ForgeContext.ts';
import { ProjectMovedError } from '../../forge/errors/ProjectMovedError.ts';
import { accessLevels } from '../../forge/records/accessLevels.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import { repositoryRoles } from '../api/GithubRoute.ts';
import type { GithubAccessRule, RepositoryRole } from '../api/GithubRoute.ts';
import { githubErrors } from '../errors/githubErrors.ts';

type RepositoryRule = Extract<GithubAccessRule, { kind: 'repository' }>;

const ranks = { none: 0, read: 1, write: 2, admin: 3 };

/** The forge's levels as GitHub's roles. */
export function roleOf(level: number): RepositoryRole {
  if (level >= accessLevels.owner) return 'admin';
  if (level >= accessLevels.maintainer) return 'maintain';
  if (level >= accessLevels.developer) return 'write';
  return level >= accessLevels.guest ? 'read' : 'none';
}

export function isAtLeast(role: RepositoryRole, needed: RepositoryRole) {
  return repositoryRoles.indexOf(role) >= repositoryRoles.indexOf(needed);
}

/** Who may do what in a repository, by role and by what the token reaches. */
export class GithubAccess {
  #forge: ForgeContext;

  constructor(forge: ForgeContext) {
    this.#forge = forge;
  }

  /** What a user has in a repository, whatever the token. */
  userRole(userId: number, project: ProjectRecord): RepositoryRole {
    const level = this.#forge.access.userLevel(userId, project);
    const role = roleOf(level);
    return role === 'none' && project.visibility === 'public' ? 'read' : role;
  }

  /** What a principal has in a repository; a token cannot give more than its own reach. */
  role(
    principal: GithubPrincipal | undefined,
    project: ProjectRecord,
  ): RepositoryRole {
    const open = project.visibility === 'public' ? 'read' : 'none';
    switch (principal?.kind) {
      case undefined:
      case 'app':
        return open;
      case 'classic':
        return this.userRole(principal.userId, project);
      case 'fine-grained':
        return this.#reaches(principal, project)
          ? this.userRole(principal.userId, project)
          : open;
      case 'installation':
        return this.#reaches(principal, project) ? 'admin' : open;
      case 'workflow':
        return principal.projectId === project.id ? 'admin' : open;
      default:
        return principal satisfies never;
    }
  }

  /** Whether a token has a permission, whatever the repository. Classic ones go by scopes. */
  permits(
    principal: GithubPrincipal,
    permission: string,
    level: 'read' | 'write',
  ): boolean {
    // Every such token may read what a repository is called and who is in it.
    if (permission === 'metadata' && level === 'read') {
      return true;
    }
    return 'permissions' in principal
      ? ranks[principal.permissions[permission] ?? 'none'] >= ranks[level]
      : true;
  }

  /** A repository by its path; 404 for what cannot be seen, 403 where more is needed. */
  findRepository(
    principal: GithubPrincipal | undefined,
    path: string,
    rule: RepositoryRule,
  ): ProjectRecord {
    const project = this.#forge.access.lookUpProject(path);
    const role = project ? this.role(principal, project) : 'none';
    if (
      !project ||
      project.markedForDeletionOn !== null ||
      role === 'none' ||
      !this.#seesByScope(principal, project, rule)
    ) {
      throw githubErrors.notFound();
    }
    if (project.fullPath.toLowerCase() !== path.toLowerCase()) {
      throw new ProjectMovedError(project.id);
    }
    this.check(principal, project, rule);
    return project;
  }

  /** Throws what GitHub answers to one who sees the repository and may not do this. */
  check(
    principal: GithubPrincipal | undefined,
    project: ProjectRecord,
    rule: RepositoryRule,
  ): void {
    const role = this.role(principal, project);
    if (rule.role !== 'read' && !principal) {
      throw githubErrors.requiresAuthentication();
    }
    if (principal && 'permissions' in principal) {
      const isOpen = project.visibility === 'public' && rule.level === 'read';
      if (!isOpen && !this.permits(principal, rule.permission, rule.level)) {
        throw githubErrors.notAccessible(
          principal.kind === 'fine-grained'
            ? 'personal access token'
            : 'integration',
        );
      }
    }
    if (
      principal?.kind === 'classic' &&
      rule.scopes &&
      rule.level === 'write' &&
      !rule.scopes.some(scope => principal.scopes.includes(scope))
    ) {
      throw rule.role === 'admin'
        ? githubErrors.needsAdmin()
        : githubErrors.notFound();
    }
    if (!isAtLeast(role, rule.role)) {
      if (rule.role === 'admin' && isAtLeast(role, 'write')) {
        throw githubErrors.needsAdmin();
      }
      // Who may only read is not told that there is more.
      throw rule.role === 'admin'
        ? githubErrors.notFound()
        : githubErrors.forbidden(
            'Must have push access to view or edit this resource.',
          );
    }
    if (project.archived && rule.level === 'write' && !rule.archived) {
      throw githubErrors.archived();
    }
  }

  #reaches(
    principal: Extract<
      GithubPrincipal,
      { kind: 'fine-grained' | 'installation' }
    >,
    project: ProjectRecord,
  ): boolean {
    return (
      principal.namespaceId === project.namespaceId &&
      (principal.repositoryIds?.includes(project.id) ?? true)
    );
  }

  /** A classic token without `repo` does not see what is private. */
  #seesByScope(
    principal: GithubPrincipal | undefined,
    project: ProjectRecord,
    rule: RepositoryRule,
  ): boolean {
    if (principal?.kind !== 'classic') {
      return true;
    }
    const scopes = [
      'repo',
      ...(rule.scopes ?? []),
      ...(project.visibility === 'public' ? ['public_repo'] : []),
    ];
    const needsNone = project.visibility === 'public' && rule.role === 'read';
    return needsNone || scopes.some(scope => principal.scopes.includes(scope));
  }
}
