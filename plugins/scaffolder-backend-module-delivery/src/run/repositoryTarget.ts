import { InputError } from '@backstage/errors';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';
import { RepositoryTarget, WiringDeps } from '@slipway/plugin-wiring-node';

/** The repository that an action is asked to look after. */
export function repositoryTarget(
  deps: WiringDeps,
  repoUrl: string,
): RepositoryTarget {
  const { host, owner, repo } = parseRepoUrl(repoUrl, deps.integrations);
  if (!owner || !repo) {
    throw new InputError(
      `"${repoUrl}" names no repository; one is host?owner=group&repo=name`,
    );
  }
  return { host, group: owner, name: repo, path: `${owner}/${repo}` };
}
