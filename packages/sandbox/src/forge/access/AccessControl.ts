import type { Principal } from '../api/Principal.ts';
import { errors } from '../errors/errors.ts';
import { ProjectMovedError } from '../errors/ProjectMovedError.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { ForgeRecords } from '../records/openRecords.ts';
import type {
  MemberRecord,
  NamespaceRecord,
  ProjectRecord,
} from '../records/records.ts';

export interface FindOptions {
  /** One of {@link accessLevels}; what is visible to everybody may be read with 20. */
  minimumAccess?: number;
  /** What is missing when the level does not suffice, after `403 Forbidden - `. */
  reason?: string;
}

/** Who may do what, by membership, visibility and kind of token. */
export class AccessControl {
  #records: ForgeRecords;

  constructor(records: ForgeRecords) {
    this.#records = records;
  }

  /** The groups that a namespace is in, itself first. */
  ancestry(namespaceId: number): NamespaceRecord[] {
    const found: NamespaceRecord[] = [];
    let next: number | null = namespaceId;
    while (next !== null) {
      const namespace: NamespaceRecord | undefined =
        this.#records.namespaces.get(next);
      if (!namespace) {
        break;
      }
      found.push(namespace);
      next = namespace.parentId;
    }
    return found;
  }

  /** Members of a project, inherited ones included: the highest level of each user. */
  projectMembers(project: ProjectRecord): MemberRecord[] {
    return this.#strongest(
      this.#records.members.filter(
        member => member.source === 'project' && member.sourceId === project.id,
      ),
      project.namespaceId,
    );
  }

  namespaceMembers(namespaceId: number): MemberRecord[] {
    return this.#strongest([], namespaceId);
  }

  /** A user's own level, whatever the credential. */
  userLevel(userId: number, project: ProjectRecord): number {
    return this.#level(
      userId,
      project.namespaceId,
      this.projectMembers(project),
    );
  }

  namespaceLevel(
    principal: Principal | undefined,
    namespaceId: number,
  ): number {
    if (!principal || !('userId' in principal) || principal.kind === 'job') {
      return accessLevels.noAccess;
    }
    return this.#level(
      principal.userId,
      namespaceId,
      this.namespaceMembers(namespaceId),
    );
  }

  /** What a credential may do in a project, by membership alone. */
  accessLevel(
    principal: Principal | undefined,
    project: ProjectRecord,
  ): number {
    switch (principal?.kind) {
      case undefined:
        return accessLevels.noAccess;
      case 'deploy-token':
        return principal.projectId === project.id
          ? accessLevels.reporter
          : accessLevels.noAccess;
      case 'job':
        // A job reaches its own project only, unless others have let it in.
        return principal.projectId === project.id
          ? Math.min(
              this.userLevel(principal.userId, project),
              accessLevels.developer,
            )
          : accessLevels.noAccess;
      case 'user':
      case 'project-token':
        return this.userLevel(principal.userId, project);
      default:
        return principal satisfies never;
    }
  }

  /** The same, with what everybody may read counted in. */
  effectiveLevel(
    principal: Principal | undefined,
    project: ProjectRecord,
  ): number {
    const level = this.accessLevel(principal, project);
    const visible =
      project.visibility === 'public' ||
      (project.visibility === 'internal' && principal !== undefined);
    return visible ? Math.max(level, accessLevels.reporter) : level;
  }

  /** By id or full path; 404 for what this principal cannot see, 403 where more is needed. */
  findProject(
    idOrPath: string | number,
    principal: Principal | undefined,
    options: FindOptions = {},
  ): ProjectRecord {
    const project = this.lookUpProject(idOrPath);
    const level = project ? this.effectiveLevel(principal, project) : 0;
    if (!project || level < accessLevels.guest) {
      throw errors.notFound('Project');
    }
    if (level < (options.minimumAccess ?? accessLevels.guest)) {
      throw errors.forbidden(options.reason);
    }
    if (
      typeof idOrPath === 'string' &&
      !/^\d+$/.test(idOrPath) &&
      idOrPath.toLowerCase() !== project.fullPath.toLowerCase()
    ) {
      throw new ProjectMovedError(project.id);
    }
    return project;
  }

  /** A project by id, path or former path, whoever asks. */
  lookUpProject(idOrPath: string | number): ProjectRecord | undefined {
    if (/^\d+$/.test(String(idOrPath))) {
      return this.#records.projects.get(Number(idOrPath));
    }
    const path = String(idOrPath).toLowerCase();
    const found = this.#records.projects.find(
      project => project.fullPath.toLowerCase() === path,
    );
    if (found) {
      return found;
    }
    const redirect = this.#records.redirects.get(path);
    return redirect && this.#records.projects.get(redirect.projectId);
  }

  /** A group or user namespace by id or full path; 404 for what cannot be seen. */
  findNamespace(
    idOrPath: string | number,
    principal: Principal | undefined,
    options: FindOptions & { what: 'Group' | 'Namespace' },
  ): NamespaceRecord {
    const id = String(idOrPath);
    const namespace = /^\d+$/.test(id)
      ? this.#records.namespaces.get(Number(id))
      : this.#records.namespaces.find(
          each => each.fullPath.toLowerCase() === id.toLowerCase(),
        );
    const level = namespace ? this.namespaceLevel(principal, namespace.id) : 0;
    const visible =
      namespace !== undefined &&
      (level >= accessLevels.guest ||
        this.#isVisible(namespace, principal) ||
        this.#holdsProjectOf(namespace, principal));
    if (!visible || (options.what === 'Group' && namespace.kind !== 'group')) {
      throw errors.notFound(options.what);
    }
    if (level < (options.minimumAccess ?? 0)) {
      throw errors.forbidden(options.reason);
    }
    return namespace;
  }

  #isVisible(
    namespace: NamespaceRecord,
    principal: Principal | undefined,
  ): boolean {
    return (
      namespace.visibility === 'public' ||
      (namespace.visibility === 'internal' && principal !== undefined)
    );
  }

  /** Who is a member of a project sees the group that it is in. */
  #holdsProjectOf(
    namespace: NamespaceRecord,
    principal: Principal | undefined,
  ): boolean {
    return (
      principal !== undefined &&
      this.#records.projects
        .filter(project => project.namespaceId === namespace.id)
        .some(
          project => this.accessLevel(principal, project) >= accessLevels.guest,
        )
    );
  }

  #level(userId: number, namespaceId: number, members: MemberRecord[]): number {
    const user = this.#records.users.get(userId);
    if (user?.admin) {
      return accessLevels.admin;
    }
    const namespace = this.#records.namespaces.get(namespaceId);
    if (namespace?.kind === 'user' && namespace.ownerId === userId) {
      return accessLevels.owner;
    }
    return (
      members.find(member => member.userId === userId)?.accessLevel ??
      accessLevels.noAccess
    );
  }

  #strongest(own: MemberRecord[], namespaceId: number): MemberRecord[] {
    const groups = new Set(this.ancestry(namespaceId).map(each => each.id));
    const inherited = this.#records.members.filter(
      member => member.source === 'group' && groups.has(member.sourceId),
    );
    const byUser = new Map<number, MemberRecord>();
    for (const member of [...own, ...inherited]) {
      const known = byUser.get(member.userId);
      if (!known || known.accessLevel < member.accessLevel) {
        byUser.set(member.userId, member);
      }
    }
    return [...byUser.values()].sort((a, b) => a.userId - b.userId);
  }
}
