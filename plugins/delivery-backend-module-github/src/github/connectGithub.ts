import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { redact } from '@slipway/plugin-delivery-node';
import { ConnectGithub, GithubAnswer, GithubApi } from './GithubApi';
import { githubError } from './githubError';

const longestMs = 30_000;

/** Clients for the GitHubs of `integrations.github`, with the credentials that Backstage has for them. */
export function connectGithub(
  integrations: ScmIntegrationRegistry,
): ConnectGithub {
  const credentials =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  return ({ host, owner }): GithubApi => {
    const apiBaseUrl = integrations.github.byHost(host)?.config.apiBaseUrl;
    return {
      async request({ method, path, query, headers, signal }) {
        if (!apiBaseUrl) {
          throw new InputError(
            `There is no GitHub with the host ${host} and an apiBaseUrl under integrations.github`,
          );
        }
        const url = new URL(`${apiBaseUrl}${path}`);
        for (const [key, value] of Object.entries(query ?? {})) {
          url.searchParams.set(key, String(value));
        }
        const { token } = await credentials.getCredentials({
          url: `https://${host}/${owner}`,
        });
        const asked = `${method} ${path} on ${host}`;
        const secrets = token ? [token] : [];
        const response = await fetch(url, {
          method,
          headers: {
            accept: 'application/vnd.github+json',
            'x-github-api-version': '2022-11-28',
            ...(token ? { authorization: `token ${token}` } : {}),
            ...headers,
          },
          signal: AbortSignal.any([signal, AbortSignal.timeout(longestMs)]),
        }).catch(error => {
          signal.throwIfAborted();
          throw new ServiceUnavailableError(
            redact(`GitHub did not answer ${asked}: ${error.message}`, secrets),
          );
        });
        return await readAnswer(response, asked, secrets);
      },
    };
  };
}

async function readAnswer(
  response: Response,
  request: string,
  secrets: string[],
): Promise<GithubAnswer> {
  const { status } = response;
  const headers = Object.fromEntries(response.headers.entries());
  const text = await response.text();
  const isJson = /\bjson\b/.test(headers['content-type'] ?? '');
  const body = isJson && text ? JSON.parse(text) : undefined;
  if (response.ok || status === 304) {
    return { status, headers, body };
  }
  throw githubError({
    status,
    headers,
    body,
    request,
    secrets,
    now: new Date(),
  });
}
