import { HeldCredential } from '../ForgeCredentials';
import { ForgeRepository } from '../ForgeRepositories';

/**
 * What can be known of a forge before anything is made on it: who the portal is there, and what it
 * may do. Nothing is written. The methods throw as those of `Forge` do.
 *
 * @public
 */
export interface ForgeAccess {
  /** What a launch needs of a token's scopes. */
  readonly neededScopes: readonly string[];
  identify(): Promise<ForgeIdentity>;
  /** How many requests the portal has left for now; undefined where nobody counts them. */
  requestsLeft(): Promise<RequestsLeft | undefined>;
  /** What the token may do in a group, organisation or account; undefined for one that it cannot see. */
  rightsIn(owner: string): Promise<OwnerRights | undefined>;
  /** Whether a runner is there, and up, that takes jobs with all of these tags. */
  hasRunner(owner: string, tags: readonly string[]): Promise<boolean>;
  /** Whether the token may push to a branch. */
  pushRule(repository: ForgeRepository, branch: string): Promise<PushRule>;
  /** Whether a credential of the repository itself, that is there to write, may push to a branch. */
  credentialPushRule(
    repository: ForgeRepository,
    branch: string,
    credential: Pick<HeldCredential, 'id' | 'title'>,
  ): Promise<PushRule>;
  /** Whether the jobs of a branch are given the variables that are for protected branches alone. */
  givesProtectedVariables(
    repository: ForgeRepository,
    branch: string,
  ): Promise<boolean>;
  /** Whether a branch is there. */
  hasBranch(repository: ForgeRepository, branch: string): Promise<boolean>;
}

/** @public */
export interface ForgeIdentity {
  /** Undefined for a token that may not even ask whose it is. */
  user?: string;
  /** Undefined for a credential without scopes, such as that of an app. */
  scopes?: string[];
  /** A date. */
  endsOn?: string;
}

/** @public */
export interface RequestsLeft {
  left: number;
  limit: number;
  /** When it is the limit again. */
  resetsAt?: Date;
}

/** @public */
export interface OwnerRights {
  sufficient: boolean;
  /** The least role that suffices, as the forge calls it. */
  needed: string;
}

/** @public */
export type PushRule =
  | { kind: 'open' }
  /** `allowed`: who may, in the forge's words. */
  | { kind: 'refused'; allowed: string };
