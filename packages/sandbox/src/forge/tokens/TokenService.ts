import type { Clock } from '../../world/Clock.ts';
import type { Principal } from '../api/Principal.ts';
import { errors } from '../errors/errors.ts';
import type { ForgeRecords } from '../records/openRecords.ts';
import type { TokenRecord } from '../records/records.ts';
import { digestOf, newToken, type TokenPrefix } from './digest.ts';

/** Tokens end with the day before their date, as on GitLab. */
export function isExpired(
  token: { expiresAt: string | null },
  now: Date,
): boolean {
  return token.expiresAt !== null && Date.parse(token.expiresAt) <= +now;
}

const lastUsedEvery = 60_000;

/** Who a secret stands for. */
export class TokenService {
  #records: ForgeRecords;
  #clock: Clock;

  #marker: string | undefined;

  constructor(records: ForgeRecords, clock: Clock, marker?: string) {
    this.#records = records;
    this.#clock = clock;
    this.#marker = marker;
  }

  /** A new secret of this forge; whoever asks keeps its digest. */
  mint(prefix: TokenPrefix): string {
    return newToken(prefix, this.#marker);
  }

  /**
   * The principal of a personal or project access token; undefined when there is no such token.
   * An expired or revoked one is an error of its own.
   */
  access(secret: string): Principal | undefined {
    const digest = digestOf(secret);
    const token = this.#records.tokens.find(each => each.digest === digest);
    if (!token) {
      return undefined;
    }
    if (token.revoked) {
      throw errors.tokenRevoked();
    }
    if (isExpired(token, this.#clock.now())) {
      throw errors.tokenExpired();
    }
    const user = this.#records.users.get(token.userId);
    if (user?.state !== 'active') {
      throw errors.forbidden('Your account has been blocked.');
    }
    this.#markUsed(token);
    const { id: tokenId, userId, scopes } = token;
    return token.projectId === null
      ? { kind: 'user', userId, tokenId, scopes }
      : {
          kind: 'project-token',
          userId,
          tokenId,
          scopes,
          projectId: token.projectId,
          accessLevel: token.accessLevel ?? 0,
        };
  }

  job(secret: string): Principal | undefined {
    const digest = digestOf(secret);
    const token = this.#records.jobTokens.find(each => each.digest === digest);
    return (
      token && {
        kind: 'job',
        jobId: token.id,
        projectId: token.projectId,
        userId: token.userId,
      }
    );
  }

  /** A deploy token is a pair: its user name has to fit as well. */
  deploy(username: string, secret: string): Principal | undefined {
    const digest = digestOf(secret);
    const token = this.#records.deployTokens.find(
      each => each.digest === digest && each.username === username,
    );
    if (!token || token.revoked || isExpired(token, this.#clock.now())) {
      return undefined;
    }
    return {
      kind: 'deploy-token',
      tokenId: token.id,
      projectId: token.projectId,
      username: token.username,
      scopes: token.scopes,
    };
  }

  issueJobToken(job: { id: number; projectId: number; userId: number }) {
    const secret = this.mint('glcbt-');
    this.#records.jobTokens.put({
      id: job.id,
      projectId: job.projectId,
      userId: job.userId,
      digest: digestOf(secret),
    });
    return secret;
  }

  revokeJobToken(jobId: number): void {
    this.#records.jobTokens.delete(jobId);
  }

  #markUsed(token: TokenRecord): void {
    const now = this.#clock.now();
    if (
      token.lastUsedAt === null ||
      +now - Date.parse(token.lastUsedAt) > lastUsedEvery
    ) {
      this.#records.tokens.put({ ...token, lastUsedAt: now.toISOString() });
    }
  }
}
