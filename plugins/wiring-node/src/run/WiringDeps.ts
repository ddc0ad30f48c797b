import { ScmIntegrationRegistry } from '@backstage/integration';
import { ClusterClients, DeliveryConfig } from '@slipway/plugin-delivery-node';
import { LaunchConfig } from '../config';
import { Clock } from './Clock';

/**
 * What is needed to reach the forges and clusters of the app config.
 *
 * @public
 */
export interface WiringDeps {
  integrations: ScmIntegrationRegistry;
  clusters: ClusterClients;
  delivery: DeliveryConfig;
  launch: LaunchConfig;
  clock: Clock;
}
