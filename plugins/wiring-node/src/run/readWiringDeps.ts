import { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { ClusterClients, DeliveryConfig } from '@slipway/plugin-delivery-node';
import { readLaunchConfig } from '../config';
import { systemClock } from './Clock';
import { WiringDeps } from './WiringDeps';

/**
 * The forges of `integrations` and the clusters that the portal knows.
 *
 * @public
 */
export function readWiringDeps(
  config: Config,
  services: { clusters: ClusterClients; delivery: DeliveryConfig },
): WiringDeps {
  return {
    ...services,
    integrations: ScmIntegrations.fromConfig(config),
    launch: readLaunchConfig(config),
    clock: systemClock,
  };
}
