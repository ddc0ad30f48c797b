import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { rateKey } from '../router/GithubRouter.ts';
import { enterpriseVersion } from '../router/sendGithub.ts';
import type { RateLimits } from '../router/RateLimits.ts';

/** What the server is, and how much may still be asked of it. */
export function metaRoutes(
  context: GithubContext,
  limits: RateLimits,
): GithubRoute[] {
  return [
    {
      method: 'GET',
      path: '/',
      docs: 'meta/meta#github-api-root',
      access: { kind: 'public' },
      handle: () => ({
        status: 200,
        body: {
          current_user_url: `${context.apiUrl()}/user`,
          repository_url: `${context.apiUrl()}/repos/{owner}/{repo}`,
          organization_url: `${context.apiUrl()}/orgs/{org}`,
          rate_limit_url: `${context.apiUrl()}/rate_limit`,
        },
      }),
    },
    {
      method: 'GET',
      path: '/meta',
      docs: 'meta/meta#get-apiname-meta-information',
      access: { kind: 'public' },
      handle: () => ({
        status: 200,
        body: {
          verifiable_password_authentication: false,
          installed_version: enterpriseVersion,
        },
      }),
    },
    {
      method: 'GET',
      path: '/rate_limit',
      docs: 'rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user',
      access: { kind: 'public' },
      handle({ principal }) {
        const { limit, used, reset } = limits.look(rateKey(principal));
        const core = {
          limit,
          used,
          remaining: Math.max(0, limit - used),
          reset,
        };
        // The others are counted nowhere here.
        const untouched = { ...core, used: 0, remaining: limit };
        return {
          status: 200,
          body: {
            resources: { core, search: untouched, graphql: untouched },
            rate: core,
          },
        };
      },
    },
  ];
}
