import { randomBytes } from 'node:crypto';
import type { Clock } from '../../world/Clock.ts';
import { digestOf } from '../../forge/tokens/digest.ts';
import type {
  GithubPermissions,
  GithubPrincipal,
} from '../api/GithubPrincipal.ts';
import type {
  GithubRecords,
  GithubTokenRecord,
} from '../records/githubRecords.ts';

type NewToken = Pick<GithubTokenRecord, 'kind' | 'userId' | 'name'> &
  Partial<Omit<GithubTokenRecord, 'id' | 'digest' | 'createdAt'>>;

const prefixes = {
  classic: 'ghp_',
  'fine-grained': 'github_pat_',
  installation: 'ghs_',
  workflow: 'ghs_',
} as const;

/** Whom GitHub's tokens stand for. */
export class GithubTokens {
  #records: GithubRecords;
  #clock: Clock;
  #marker: string;

  constructor(records: GithubRecords, clock: Clock, marker = '') {
    this.#records = records;
    this.#clock = clock;
    this.#marker = marker;
  }

  /** A new secret; its digest alone is kept. A value may be given. */
  issue(token: NewToken, given?: string): string {
    const random = randomBytes(24).toString('base64').replace(/[+/]/g, '0');
    const secret = given ?? `${prefixes[token.kind]}${this.#marker}${random}`;
    this.#records.tokens.put({
      scopes: [],
      permissions: {},
      namespaceId: null,
      repositoryIds: null,
      installationId: null,
      jobId: null,
      expiresAt: null,
      ...token,
      id: this.#records.tokens.nextId(),
      digest: digestOf(secret),
      createdAt: this.#clock.now().toISOString(),
    });
    return secret;
  }

  /** `GITHUB_TOKEN` of a job: for its repository alone, with these permissions. */
  issueWorkflowToken(job: {
    jobId: number;
    projectId: number;
    /** `github-actions[bot]`: see `context.bot`. */
    userId: number;
    permissions: GithubPermissions;
  }): string {
    return this.issue({
      kind: 'workflow',
      userId: job.userId,
      name: 'GITHUB_TOKEN',
      jobId: job.jobId,
      repositoryIds: [job.projectId],
      permissions: job.permissions,
    });
  }

  revokeWorkflowToken(jobId: number): void {
    const ofJob = this.#records.tokens.filter(token => token.jobId === jobId);
    ofJob.forEach(token => this.#records.tokens.delete(token.id));
  }

  revokeInstallationToken(principal: { tokenId: number }): void {
    this.#records.tokens.delete(principal.tokenId);
  }

  /** Undefined for what is no token, or one no more. */
  identify(secret: string): GithubPrincipal | undefined {
    const digest = digestOf(secret);
    const token = this.#records.tokens.find(each => each.digest === digest);
    const isOver =
      token?.expiresAt && Date.parse(token.expiresAt) <= +this.#clock.now();
    return token && !isOver ? this.#principalOf(token) : undefined;
  }

  /** What `GitHub-Authentication-Token-Expiration` tells of a token. */
  expiryOf(principal: GithubPrincipal): string | undefined {
    return 'tokenId' in principal
      ? this.#records.tokens.get(principal.tokenId)?.expiresAt ?? undefined
      : undefined;
  }

  #principalOf(token: GithubTokenRecord): GithubPrincipal | undefined {
    const { id: tokenId, userId, scopes, permissions } = token;
    const repositoryIds = token.repositoryIds ?? undefined;
    switch (token.kind) {
      case 'classic':
        return { kind: 'classic', userId, tokenId, scopes };
      case 'fine-grained':
        return {
          kind: 'fine-grained',
          userId,
          tokenId,
          permissions,
          namespaceId: token.namespaceId!,
          repositoryIds,
        };
      case 'installation': {
        const installation = this.#records.installations.get(
          token.installationId!,
        );
        // An App that was taken out takes its tokens along.
        return installation && !installation.suspended
          ? {
              kind: 'installation',
              userId,
              tokenId,
              appId: installation.appId,
              installationId: installation.id,
              permissions,
              namespaceId: installation.namespaceId,
              repositoryIds,
            }
          : undefined;
      }
      case 'workflow':
        return {
          kind: 'workflow',
          userId,
          tokenId,
          jobId: token.jobId!,
          projectId: token.repositoryIds![0],
          permissions,
        };
      default:
        return token.kind satisfies never;
    }
  }
}
