import type { Clock } from '../world/Clock.ts';
import type { Storage } from '../world/Storage.ts';
import { GitRepositories } from '../git/GitRepositories.ts';
import type { Principal } from './api/Principal.ts';
import { AccessControl } from './access/AccessControl.ts';
import type { FindOptions } from './access/AccessControl.ts';
import { noCi } from './CiLinks.ts';
import type { CiLinks } from './CiLinks.ts';
import { errors } from './errors/errors.ts';
import type { ForgeErrors } from './errors/errors.ts';
import { PushBus } from './events/PushBus.ts';
import { HookDispatcher } from './hooks/HookDispatcher.ts';
import { openRecords } from './records/openRecords.ts';
import type { ForgeRecords } from './records/openRecords.ts';
import type { ProjectRecord, UserRecord } from './records/records.ts';
import { paginate } from './router/paginate.ts';
import { TokenService } from './tokens/TokenService.ts';

export interface ForgeContextOptions {
  storage: Storage;
  /** Where the bare repositories live. */
  folder: string;
  clock: Clock;
  /** `http://127.0.0.1:8929`, once that is known. */
  baseUrl: () => string;
  /** `127.0.0.1:8929`, as it stands in front of image names. */
  registryHost: () => string;
  log: (line: string) => void;
  /** For tests: a text that is in every token that is minted. */
  tokenMarker?: string;
  /** For tests: how deliveries of hooks wait. */
  hooks?: { timeoutMilliseconds?: number; retryMilliseconds?: number[] };
}

/** What every route of the forge works with. */
export interface ForgeContext {
  storage: Storage;
  clock: Clock;
  baseUrl: () => string;
  registryHost: () => string;
  log: (line: string) => void;
  records: ForgeRecords;
  access: AccessControl;
  tokens: TokenService;
  git: GitRepositories;
  hooks: HookDispatcher;
  pushes: PushBus;
  /** Set by the part that runs pipelines. */
  ci: CiLinks;
  /** Whoever keeps something of projects is told when one is removed for good. */
  onProjectForgotten(listener: (project: ProjectRecord) => void): void;
  forgotten(project: ProjectRecord): void;
  errors: ForgeErrors;
  paginate: typeof paginate;
  findProject(
    idOrPath: string | number,
    principal: Principal | undefined,
    options?: FindOptions,
  ): ProjectRecord;
  accessLevel(principal: Principal | undefined, project: ProjectRecord): number;
  /** The user behind a credential; 401 where it has none. */
  userOf(principal: Principal | undefined): UserRecord;
  /** The next number of a project's own sequence, such as `merge-request` or `pipeline`. */
  nextIid(projectId: number, sequence: string): number;
  issueJobToken(job: { id: number; projectId: number; userId: number }): string;
  revokeJobToken(jobId: number): void;
}

export function createForgeContext(options: ForgeContextOptions): ForgeContext {
  const { storage, clock, baseUrl, registryHost, log } = options;
  const records = openRecords(storage);
  const access = new AccessControl(records);
  const tokens = new TokenService(records, clock, options.tokenMarker);
  const forgetters: Array<(project: ProjectRecord) => void> = [];
  return {
    storage,
    clock,
    baseUrl,
    registryHost,
    log,
    records,
    access,
    tokens,
    git: new GitRepositories(options.folder),
    hooks: new HookDispatcher({
      records,
      clock,
      baseUrl,
      log,
      ...options.hooks,
    }),
    pushes: new PushBus(log),
    ci: noCi,
    onProjectForgotten: listener => forgetters.push(listener),
    forgotten: project => forgetters.forEach(listener => listener(project)),
    errors,
    paginate,
    findProject: (idOrPath, principal, find) =>
      access.findProject(idOrPath, principal, find),
    accessLevel: (principal, project) => access.accessLevel(principal, project),
    userOf(principal) {
      const user =
        principal && 'userId' in principal
          ? records.users.get(principal.userId)
          : undefined;
      if (!user) {
        throw errors.unauthorized();
      }
      return user;
    },
    nextIid(projectId, sequence) {
      const id = `${projectId}:${sequence}`;
      const value = (records.counters.get(id)?.value ?? 0) + 1;
      records.counters.put({ id, value });
      return value;
    },
    issueJobToken: job => tokens.issueJobToken(job),
    revokeJobToken: jobId => tokens.revokeJobToken(jobId),
  };
}
