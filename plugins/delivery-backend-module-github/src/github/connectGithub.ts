import { ScmIntegrationRegistry } from '@backstage/integration';
import { createGithubClient } from '@slipway/plugin-delivery-node';
import { ConnectGithub, GithubApi } from './GithubApi';

/** Clients for the GitHubs of `integrations.github`, with the credentials that Backstage has for them. */
export function connectGithub(
  integrations: ScmIntegrationRegistry,
): ConnectGithub {
  return ({ host, owner }): GithubApi => {
    const client = createGithubClient({
      integrations,
      host,
      owner,
      // Whoever looks comes again later, and shows in between what was seen.
      longestPauseSeconds: 0,
    });
    return {
      async request({ method, path, query, headers, signal }) {
        const answer = await client.request(`${method} ${path}`, {
          ...query,
          headers,
          request: { signal },
        });
        return {
          status: answer.status,
          headers: Object.fromEntries(
            Object.entries(answer.headers).map(([name, value]) => [
              name,
              value === undefined ? undefined : String(value),
            ]),
          ),
          body: answer.data,
        };
      },
    };
  };
}
