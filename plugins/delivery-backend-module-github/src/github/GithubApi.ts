/** As much of a client of GitHub's as this module needs. */
export interface GithubApi {
  /**
   * Answers 2xx, or 304 for a conditional request. Other answers are errors of `@backstage/errors`;
   * `ServiceUnavailableError` may carry `retryAfterSeconds`.
   */
  request(request: {
    method: 'GET' | 'POST';
    /** Below the API's base, encoded, such as `/repos/acme/payments`. */
    path: string;
    query?: Record<string, string | number | boolean>;
    headers?: Record<string, string>;
    signal: AbortSignal;
  }): Promise<GithubAnswer>;
}

export interface GithubAnswer {
  status: number;
  /** By their names in lower case. */
  headers: Record<string, string | undefined>;
  body: unknown;
}

/**
 * A client for the repositories of one owner: where GitHub knows the portal as an app, each owner
 * has installed it and gives another token.
 */
export type ConnectGithub = (place: {
  host: string;
  owner: string;
}) => GithubApi;
