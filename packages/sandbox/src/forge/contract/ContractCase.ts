import type { ContractWorld } from './startContractWorld.ts';

export interface PreparedRequest {
  /** Below `/api/v4`. */
  path: string;
  body?: unknown;
}

type Prepared = PreparedRequest | Promise<PreparedRequest>;

/** A request that is refused, and how. */
export interface Refusal {
  status: number;
  /** Taken instead of the case's own path. */
  path?: (world: ContractWorld) => string;
  body?: unknown;
  /** The exact body of the answer. */
  answer: unknown;
}

/**
 * One operation: how it succeeds and how it refuses. The suite adds by itself: no credentials, a
 * token without the scope, a project (group, namespace) that is not there.
 */
export interface ContractCase {
  /** `POST /api/v4/projects/{id}/hooks`, as the contract writes it. */
  operation: string;
  status: number;
  /** Prepares what the request needs, with requests of its own. */
  request: (world: ContractWorld) => Prepared;
  /** The seeded user whose role is too small, and the answer when it is not `403 Forbidden`. */
  tooSmall?: {
    user: 'viewer' | 'developer';
    status?: number;
    answer?: unknown;
  };
  refusals?: Refusal[];
  /** The success is text or a file, not JSON. */
  text?: boolean;
  /** A list that GitLab answers whole. */
  unpaged?: boolean;
}
