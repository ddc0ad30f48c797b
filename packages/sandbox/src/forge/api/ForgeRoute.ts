import type { Principal } from './Principal.ts';

/** A request to the REST API, parsed and authenticated. */
export interface ForgeRequest {
  method: string;
  /** The `{name}` parts of the path, decoded: `{ id: 'acme/payments' }`. */
  params: Record<string, string>;
  /** The query, nested keys (`filter[environment_scope]`) as objects. */
  query: Record<string, any>;
  /** The JSON or form body; `{}` when there is none. */
  body: Record<string, any>;
  headers: Record<string, string | string[] | undefined>;
  /** Undefined for a request without credentials; wrong ones never get this far. */
  principal: Principal | undefined;
  /** `http://127.0.0.1:8929`, for links in answers. */
  baseUrl: string;
  /** The path as it was asked for, with its query: for links to further pages. */
  url: string;
}

export interface ForgeAnswer {
  status: number;
  /** Sent as JSON; undefined sends no body. */
  body?: unknown;
  /** Sent as text/plain instead of a body. */
  text?: string;
  /** Sent as it is, with the content-type among the headers. */
  bytes?: Buffer;
  headers?: Record<string, string>;
}

/**
 * One operation of GitLab's REST API. The path is written as the contract writes it, so that the
 * contract suite finds the description of each operation that is served.
 */
export interface ForgeRoute {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/v4/projects/{id}/pipelines/{pipeline_id}` */
  path: string;
  /** Scopes of which the token needs one; `public` where no token is needed. */
  scopes: readonly string[] | 'public';
  /**
   * A request without credentials reaches the handler, which decides by the project's visibility.
   * Without it such a request is answered 401.
   */
  anonymous?: boolean;
  /** `CI_JOB_TOKEN` is accepted here; elsewhere it is answered 401, as GitLab does. */
  jobToken?: boolean;
  handle(request: ForgeRequest): Promise<ForgeAnswer> | ForgeAnswer;
}
