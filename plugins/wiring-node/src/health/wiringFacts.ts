import { placesOf } from '../cluster';
import { Forge } from '../forge';
import { portalHookUrl } from '../wiring/webhook';
import { WiringFacts } from './listItems';
import { WiringTarget } from './wiringTarget';

/** What decides which items a service must have; nothing is asked for it. */
export function wiringFacts(
  { deps, host, names }: WiringTarget,
  { forge }: { forge: Forge },
): WiringFacts {
  return {
    host,
    names,
    places: placesOf(deps.delivery, names.service),
    hookUrl: portalHookUrl(deps.delivery.webhookBaseUrl, forge.kind),
    writeVariable:
      forge.credentials.kindOf('write') === 'ssh-key'
        ? names.variables.gitopsKey
        : names.variables.gitopsToken,
    mintsPull:
      !deps.launch.registry &&
      forge.credentials.unavailable('pull') === undefined,
  };
}
