import { InputError } from '@backstage/errors';
import { createGitlabTransport } from '@slipway/plugin-delivery-node';
import { WiringDeps } from '../../run';
import { ForgeAccess } from './ForgeAccess';
import { GitlabAccess } from './GitlabAccess';

/** What the portal may do on a forge of `integrations`. What is asked ends with the run. */
export function forgeAccessOf(
  deps: Pick<WiringDeps, 'integrations' | 'clock'>,
  host: string,
  run: { signal?: AbortSignal },
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
  throw new InputError(
    `There is no ${host} under integrations.gitlab, so nobody knows what the portal may do there`,
  );
}
