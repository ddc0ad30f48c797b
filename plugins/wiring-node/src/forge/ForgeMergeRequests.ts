import type { ForgeRepository } from './ForgeRepositories';

/**
 * A merge request, or a pull request as GitHub calls it, from a branch of the repository itself.
 *
 * @public
 */
export interface ForgeMergeRequest {
  /** By which people name it, counted in its repository. */
  id: number;
  state: 'open' | 'merged' | 'closed';
  title: string;
  webUrl: string;
  sourceBranch: string;
  targetBranch: string;
  /** The commit that it would bring, or has brought. */
  head?: string;
}

/**
 * What came of an attempt to merge.
 *
 * @public
 */
export type MergeAnswer =
  | { kind: 'merged' }
  /** Not yet, or not by the portal: the forge's words. */
  | { kind: 'waiting'; reason: string };

/** @public */
export interface ForgeMergeRequests {
  /** What this forge calls one. */
  readonly title: 'merge request' | 'pull request';
  /** Those of a branch of this repository, newest first. */
  list(
    repository: ForgeRepository,
    sourceBranch: string,
  ): Promise<ForgeMergeRequest[]>;
  create(
    repository: ForgeRepository,
    wanted: {
      sourceBranch: string;
      targetBranch: string;
      title: string;
      description: string;
    },
  ): Promise<ForgeMergeRequest>;
  close(repository: ForgeRepository, id: number): Promise<void>;
  /** Merges if the forge lets the portal, and nothing else has come to its branch. */
  merge(
    repository: ForgeRepository,
    request: ForgeMergeRequest,
  ): Promise<MergeAnswer>;
}
