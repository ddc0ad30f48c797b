import type { ForgeRepository } from './ForgeRepositories';

/**
 * Who may do something to a branch. GitHub's word for developers is write, for maintainers maintain.
 *
 * @public
 */
export const branchAccesses = ['nobody', 'maintainers', 'developers'] as const;
/** @public */
export type BranchAccess = (typeof branchAccesses)[number];

/**
 * The rules of a branch, as both forges can tell them.
 *
 * @public
 */
export interface BranchRules {
  /** Who may push to it, rather than bring a merge request; `other` is as somebody has set it. */
  push: BranchAccess | 'other';
  /** Who may merge into it. */
  merge: BranchAccess | 'other';
  forcePush: boolean;
  /** Whether the deploy keys of the repository may push, as its CI does. */
  deployKeys: boolean;
  /** How many people have to approve what is merged. */
  approvals: number;
  /** The checks that must have passed, by their names. */
  checks: string[];
}

/** @public */
export interface WantedBranchRules extends BranchRules {
  push: BranchAccess;
  merge: BranchAccess;
}

/**
 * What there is for a branch.
 *
 * @public
 */
export interface BranchProtection {
  /** Undefined when nothing that Slipway could set is there. */
  rules?: BranchRules;
  /** Rules of others that hold for the branch too, such as those of its group, in words. */
  others: string[];
}

/** @public */
export interface ForgeProtection {
  /** The rules as this forge can hold them: what it has no word for is as the forge does it. */
  fit(rules: WantedBranchRules): WantedBranchRules;
  find(repository: ForgeRepository, branch: string): Promise<BranchProtection>;
  /** Sets the rules; people who were named one by one keep what they have. */
  put(
    repository: ForgeRepository,
    branch: string,
    rules: WantedBranchRules,
  ): Promise<void>;
  remove(repository: ForgeRepository, branch: string): Promise<void>;
}
