import { randomUUID } from 'node:crypto';
import {
  AuditorService,
  AuthService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  ClusterClients,
  DeliveryConfig,
  PipelineSource,
  RepositoryReader,
} from '@slipway/plugin-delivery-node';
import { WiringDeps } from '@slipway/plugin-wiring-node';
import { Knex } from 'knex';
import { ApiContext } from './api';
import { DatabaseDeliveryStore, DatabaseLeases } from './database';
import {
  createHealth,
  createWiringHands,
  HealthConfig,
  WiringHands,
} from './health';
import { DatabaseEntries, DatabaseLaunches, LaunchLedger } from './ledger';
import {
  ApplicationRefresher,
  DeliveryNotifier,
  DeliveryObserver,
  EnvironmentObserver,
  PipelineObserver,
  WantedImages,
} from './observe';
import { EnvironmentOperator, RolloutNudger } from './operate';
import { CatalogServices, deriveWiring } from './services';
import { CatalogLocations, TakeBacks } from './takeback';

/** Puts the parts together. */
export function createDelivery(options: {
  config: DeliveryConfig;
  clients: ClusterClients;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  client: Knex;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  permissions: PermissionsService;
  signals: SignalsService;
  userInfo: UserInfoService;
  sources: PipelineSource[];
  readers: RepositoryReader[];
  wiring: WiringDeps;
  healthConfig: HealthConfig;
  /** For tests. */
  hands?: WiringHands;
  timing?: { catalogIntervalMs?: number; leaseTtlMs?: number };
}): {
  observer: DeliveryObserver;
  nudger: RolloutNudger;
  context: ApiContext;
} {
  const { config, client, sources, readers, timing = {} } = options;
  const now = () => new Date();
  const common = { ...options, now };
  const store = new DatabaseDeliveryStore(client);
  const leases = new DatabaseLeases(client);
  const notifier = new DeliveryNotifier(options.signals);
  const wanted = new WantedImages(common);
  const services = new CatalogServices({
    ...common,
    intervalMs: timing.catalogIntervalMs ?? 30_000,
    wiringOf: entity =>
      deriveWiring(entity, { argocd: config.argocd, sources }),
  });
  const environments = new EnvironmentObserver({
    ...common,
    services,
    store,
    notifier,
    wanted,
    readers,
  });
  const refresher = new ApplicationRefresher(common);
  const pipelines = new PipelineObserver({
    ...common,
    services,
    store,
    notifier,
    // A tag is told by the commit that a pipeline built it from.
    onChange: entityRef => environments.mark(entityRef),
    onPush: change => refresher.pushed(change),
  });
  const observer = new DeliveryObserver({
    ...common,
    services,
    environments,
    pipelines,
    refresher,
    store,
    leases,
    owner: randomUUID(),
    leaseTtlMs: timing.leaseTtlMs ?? 15_000,
  });
  const ledger = new LaunchLedger({
    launches: new DatabaseLaunches(client),
    entries: new DatabaseEntries(client),
    leases,
    now,
  });
  const wiringDeps = {
    ...options.wiring,
    catalog: new CatalogLocations(options),
  };
  const takeBacks = new TakeBacks({ ...common, ledger, wiring: wiringDeps });
  const health = createHealth({
    ...common,
    config: options.healthConfig,
    hands: options.hands ?? createWiringHands(wiringDeps),
    ledger,
    leases,
    services,
    store,
  });
  const nudger = new RolloutNudger(common);
  const operator = new EnvironmentOperator({
    ...common,
    store,
    wanted,
    nudger,
  });
  return {
    observer,
    nudger,
    context: {
      ...common,
      services,
      store,
      leases,
      environments,
      pipelines,
      operator,
      ledger,
      takeBacks,
      health,
    },
  };
}
