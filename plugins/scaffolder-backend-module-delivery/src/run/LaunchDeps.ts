import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { WiringDeps } from '@slipway/plugin-wiring-node';
import { Ledgers } from '../ledger';

/** What the actions work with. */
export interface LaunchDeps extends WiringDeps {
  catalog: CatalogService;
  auth: AuthService;
  discovery: DiscoveryService;
  /** Absent where launches are not written down. */
  ledgers?: Ledgers;
}
