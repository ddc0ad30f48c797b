import { AuthenticationError, InputError, toError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  GithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { redact } from './redact';

/** Backstage's provider keeps the tokens of an app's installations, so there is one for each config. */
const providers = new WeakMap<
  ScmIntegrationRegistry,
  GithubCredentialsProvider
>();

export function githubCredentialsOf(
  integrations: ScmIntegrationRegistry,
): GithubCredentialsProvider {
  const known = providers.get(integrations);
  if (known) {
    return known;
  }
  const made = DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  providers.set(integrations, made);
  return made;
}

/** The token for what belongs to an owner: an app has another one for each that has installed it. */
export async function githubToken(
  provider: GithubCredentialsProvider,
  host: string,
  owner: string,
): Promise<string> {
  let token: string | undefined;
  try {
    ({ token } = await provider.getCredentials({
      url: `https://${host}/${owner}`,
    }));
  } catch (error) {
    throw new AuthenticationError(
      redact(
        `There is no token for ${owner} on ${host}: ${
          toError(error).message
        }; ` +
          'check the apps under integrations.github, and that one is installed there',
      ),
    );
  }
  if (!token) {
    throw new InputError(
      `The GitHub ${host} has no credential for ${owner} under integrations.github; ` +
        'add a token with the scopes repo and workflow, or an app that is installed there',
    );
  }
  return token;
}
