import type { RegistryAuthorizer } from '../../world/seams.ts';
import type { Github } from '../createGithub.ts';

/** Who may do what in the registry, by GitHub's tokens where it is one of those. */
export function withGithubTokens(
  forge: RegistryAuthorizer,
  github: Pick<Github, 'registryActions'>,
): RegistryAuthorizer {
  return {
    async registryActions(credentials, repository) {
      const ours = github.registryActions(credentials, repository);
      return ours
        ? ours.actions
        : forge.registryActions(credentials, repository);
    },
    pushDenial: (credentials, repository) =>
      github.registryActions(credentials, repository)?.pushDenial,
  };
}
