import { InputError } from '@backstage/errors';
import { WiringDeps } from '../run';
import { Forge } from './Forge';
import { createGithubForge } from './github';
import { createGitlabForge } from './gitlab';

/**
 * The forge of a host of `integrations`. What it does ends with the run.
 *
 * @public
 */
export function forgeOf(
  deps: Pick<WiringDeps, 'integrations' | 'clock'>,
  host: string,
  run: { signal?: AbortSignal },
): Forge {
  const { integrations, clock } = deps;
  const options = {
    integrations,
    host,
    signal: run.signal,
    sleep: clock.sleep,
  };
  if (integrations.gitlab.byHost(host)) {
    return createGitlabForge(options);
  }
  if (integrations.github.byHost(host)) {
    return createGithubForge(options);
  }
  const known = [...integrations.gitlab.list(), ...integrations.github.list()]
    .map(({ config }) => config.host)
    .join(', ');
  throw new InputError(
    `There is no ${host} under integrations.gitlab or integrations.github ` +
      `(there are: ${known}); add an entry with its host and a credential`,
  );
}
