import { randomUUID } from 'node:crypto';
import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Knex } from 'knex';
import { DeliveryStore, Leases } from '../database';
import { LaunchLedger } from '../ledger';
import { holdLease } from '../lease';
import { CatalogServices } from '../services';
import { DatabaseWiringHealth } from './DatabaseWiringHealth';
import { DatabaseWiringOrders } from './DatabaseWiringOrders';
import { HealthConfig } from './readHealthConfig';
import { WiringChecker } from './WiringChecker';
import { WiringFleet } from './WiringFleet';
import { WiringHands } from './WiringHands';
import { WiringNotifier } from './WiringNotifier';
import { WiringSchedule } from './WiringSchedule';
import { WiringWorks } from './WiringWorks';

/** As many as a forge does not mind. */
const concurrency = 4;
const leaseTtlMs = 15_000;

/** Everything that looks after the wiring of launched services. */
export interface Health {
  fleet: WiringFleet;
  found: DatabaseWiringHealth;
  orders: DatabaseWiringOrders;
  works: WiringWorks;
  notifier: WiringNotifier;
  schedule: WiringSchedule;
  start(): void;
  stop(): Promise<void>;
}

export function createHealth(options: {
  config: HealthConfig;
  hands: WiringHands;
  auth: AuthService;
  catalog: CatalogService;
  client: Knex;
  ledger: LaunchLedger;
  leases: Leases;
  logger: LoggerService;
  services: CatalogServices;
  signals: SignalsService;
  store: DeliveryStore;
  now: () => Date;
}): Health {
  const { client, config, logger } = options;
  const fleet = new WiringFleet(options);
  const found = new DatabaseWiringHealth(client);
  const orders = new DatabaseWiringOrders(client);
  const notifier = new WiringNotifier(options);
  const common = { ...options, health: found, orders, notifier, fleet };
  const schedule = new WiringSchedule({
    ...common,
    checker: new WiringChecker(common),
    everyMs: config.checkEveryMs,
    concurrency,
  });
  const works = new WiringWorks(common);
  const stopping = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  return {
    fleet,
    found,
    orders,
    works,
    notifier,
    schedule,
    start: () => {
      const { signal } = stopping;
      running = Promise.all([
        works.watch(),
        holdLease({
          ...options,
          name: 'wiring',
          owner: randomUUID(),
          ttlMs: leaseTtlMs,
          signal,
          work: stop => schedule.run(stop),
        }),
      ]).catch(error =>
        logger.error('Looking after the wiring has ended', toError(error)),
      );
    },
    stop: async () => {
      stopping.abort();
      await works.stop();
      await running;
    },
  };
}
