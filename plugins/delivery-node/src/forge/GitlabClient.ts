import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { Gitlab } from '@gitbeaker/rest';
import { gitbeakerRequester } from './gitbeakerRequester';
import { GitlabTransport, GitlabTransportOptions } from './GitlabTransport';

/** @public */
export type GitlabClient = InstanceType<typeof Gitlab<false>>;

/** @public */
export interface GitlabClientOptions
  extends Pick<GitlabTransportOptions, 'signal' | 'timeoutMs' | 'sleep'> {
  integrations: ScmIntegrationRegistry;
  /** The host of an entry of `integrations.gitlab`, with its port. */
  host: string;
  /** Instead of the token of the integration. */
  token?: string;
}

/**
 * The transport to a GitLab of `integrations.gitlab`, for requests that need more than gitbeaker
 * gives: exact keys, conditional headers, the status of the answer.
 *
 * @public
 */
export function createGitlabTransport(
  options: GitlabClientOptions,
): GitlabTransport {
  const integration = options.integrations.gitlab.byHost(options.host);
  if (!integration) {
    const known = options.integrations.gitlab
      .list()
      .map(({ config }) => config.host)
      .join(', ');
    throw new InputError(
      `There is no GitLab with the host ${options.host} under integrations.gitlab ` +
        `(there are: ${known}); add an entry with its host and a token`,
    );
  }
  const token = options.token ?? integration.config.token;
  if (!token) {
    throw new InputError(
      `The GitLab ${options.host} has no token under integrations.gitlab; ` +
        'add one with the scope api, of a user that owns the group',
    );
  }
  return new GitlabTransport({
    apiBaseUrl: integration.config.apiBaseUrl,
    token,
    signal: options.signal,
    timeoutMs: options.timeoutMs,
    sleep: options.sleep,
  });
}

/**
 * The one builder for gitbeaker clients. Requests go through {@link GitlabTransport}, so each has
 * a timeout, obeys the signal and `Retry-After`, and fails with an error of `@backstage/errors`.
 *
 * @public
 */
export function createGitlabClient(options: GitlabClientOptions): GitlabClient {
  const transport = createGitlabTransport(options);
  return new Gitlab({
    requesterFn: () => gitbeakerRequester(transport),
    // gitbeaker asks for one; the transport has the real one and sends it.
    token: 'held-by-the-transport',
    queryTimeout: null,
  });
}
