import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ClusterClients, DeliveryConfig } from '@slipway/plugin-delivery-node';
import { LaunchConfig } from '../config';
import { Clock } from './Clock';

/** What the actions work with. */
export interface LaunchDeps {
  integrations: ScmIntegrationRegistry;
  clusters: ClusterClients;
  delivery: DeliveryConfig;
  launch: LaunchConfig;
  catalog: CatalogService;
  auth: AuthService;
  discovery: DiscoveryService;
  clock: Clock;
}
