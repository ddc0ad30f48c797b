import { InputError } from '@backstage/errors';
import {
  createGithubClient,
  createGitlabTransport,
} from '@slipway/plugin-delivery-node';
import { WiringDeps } from '../../run';
import { ForgeAccess } from './ForgeAccess';
import { GithubAccess } from './GithubAccess';
import { GitlabAccess } from './GitlabAccess';

/**
 * What the portal may do on a forge of `integrations`. What is asked ends with the run.
 *
 * @public
 */
export function forgeAccessOf(
  deps: Pick<WiringDeps, 'integrations' | 'clock'>,
  host: string,
  run: {
    signal?: AbortSignal;
    /** Whose installation of an app is asked, where there is an app. */
    owner?: string;
  },
): ForgeAccess {
  const { integrations, clock } = deps;
  if (integrations.gitlab.byHost(host)) {
    return new GitlabAccess(
      createGitlabTransport({
        integrations,
        host,
        signal: run.signal,
        sleep: clock.sleep,
      }),
    );
  }
  if (integrations.github.byHost(host)) {
    return new GithubAccess(
      createGithubClient({
        integrations,
        host,
        owner: run.owner,
        signal: run.signal,
      }),
    );
  }
  throw new InputError(
    `There is no ${host} under integrations.gitlab or integrations.github, so nobody knows what the portal may do there`,
  );
}
