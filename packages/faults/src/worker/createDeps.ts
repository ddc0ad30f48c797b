import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../../../embedded/src/paths.ts';
import type { LaunchOrder } from './protocol.ts';

/** The plugins as the portal has them: CommonJS, compiled as they are read. */
export const requirePlugin = createRequire(
  join(root, 'plugins/scaffolder-backend-module-delivery/src/faults.cjs'),
);

/** A clock for what waits between two looks. */
function fastClock(speed: number) {
  const start = Date.now();
  return {
    now: () => new Date(start + (Date.now() - start) * speed),
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      await delay(milliseconds / speed, undefined, { signal });
    },
  };
}

export const quietLogger = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => quietLogger,
};

/** What stays the same from launch to launch: the config and the clients that are made of it. */
export async function readSettings(options: {
  configs: string[];
  portal: string;
}) {
  const { ConfigSources } = requirePlugin('@backstage/config-loader');
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      rootDir: root,
      argv: options.configs.flatMap(file => ['--config', file]),
    }),
  );
  const { createClusterClients, readDeliveryConfig } = requirePlugin(
    '@slipway/plugin-delivery-node',
  );
  const { readWiringDeps } = requirePlugin('@slipway/plugin-wiring-node');
  return {
    config,
    portal: options.portal,
    wiring: readWiringDeps(config, {
      clusters: createClusterClients(config, { logger: quietLogger }),
      delivery: readDeliveryConfig(config),
    }),
  };
}

export type Settings = Awaited<ReturnType<typeof readSettings>>;

/** What the actions work with, on behalf of the person of an order. */
export function createDeps(settings: Settings, order: LaunchOrder) {
  const { HttpLedger } = requirePlugin('./ledger');
  const { CatalogClient } = requirePlugin('@backstage/catalog-client');
  const discovery = {
    getBaseUrl: async (plugin: string) => `${settings.portal}/api/${plugin}`,
    getExternalBaseUrl: async (plugin: string) =>
      `${settings.portal}/api/${plugin}`,
  };
  const auth = {
    getOwnServiceCredentials: async () => ({ token: order.scaffolderToken }),
    getPluginRequestToken: async (options: {
      onBehalfOf: { token: string };
    }) => ({ token: options.onBehalfOf.token }),
  };
  const client = new CatalogClient({
    discoveryApi: discovery,
    fetchApi: { fetch: (...args: Parameters<typeof fetch>) => fetch(...args) },
  });
  /** The catalog's client takes a token where the service takes credentials. */
  const catalog = new Proxy(client, {
    get(target, property) {
      const method = target[property];
      return typeof method === 'function'
        ? (value: unknown, options?: { credentials?: { token: string } }) =>
            method.call(target, value, { token: options?.credentials?.token })
        : method;
    },
  });
  const clock = fastClock(2);
  return {
    ...settings.wiring,
    auth,
    catalog,
    clock,
    discovery,
    ledgers: {
      of: (task: string, signal?: AbortSignal) =>
        new HttpLedger({ auth, discovery, clock }, task, signal),
    },
  };
}
