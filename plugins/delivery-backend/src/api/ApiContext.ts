import {
  AuditorService,
  AuthService,
  HttpAuthService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { WiringDeps } from '@slipway/plugin-wiring-node';
import { DeliveryStore, Leases } from '../database';
import { Health } from '../health';
import { LaunchLedger } from '../ledger';
import { EnvironmentObserver, PipelineObserver } from '../observe';
import { EnvironmentOperator } from '../operate';
import { CatalogServices } from '../services';
import { TakeBacks } from '../takeback';

/** What the routes work with. */
export interface ApiContext {
  auth: AuthService;
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
  permissions: PermissionsService;
  auditor: AuditorService;
  catalog: CatalogService;
  services: CatalogServices;
  store: DeliveryStore;
  leases: Leases;
  environments: EnvironmentObserver;
  pipelines: PipelineObserver;
  operator: EnvironmentOperator;
  ledger: LaunchLedger;
  takeBacks: TakeBacks;
  /** Of the wiring of launched services. */
  health: Health;
  wiring: WiringDeps;
  now: () => Date;
}
