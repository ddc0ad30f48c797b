import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import {
  SignalPayload,
  signalsServiceRef,
} from '@backstage/plugin-signals-node';
import { ServiceDelivery } from '@slipway/plugin-delivery-common';
import {
  clusterClientsServiceRef,
  pipelineSourcesExtensionPoint,
} from '@slipway/plugin-delivery-node';
import {
  FakeClusterClient,
  FakePipelineSource,
  until,
} from '@slipway/plugin-delivery-node/testUtils';
import request from 'supertest';
import { WiringHands } from '../health';
import { createDeliveryPlugin } from '../plugin';
import { appConfig } from './appConfig';
import { component } from './component';

// The first portal of a file takes long on a busy machine.
jest.setTimeout(60_000);

const asUser = mockCredentials.user.header('user:default/developer');
const service = '/api/delivery/v1/services/component/default/payments';

const idleHands: WiringHands = {
  check: async () => ({ items: [] }),
  repair: async () => [],
  rotate: async () => [],
};

/** A portal with this plugin, one cluster and one forge in memory. */
export async function bootPortal(
  options: {
    config?: JsonObject;
    entities?: Entity[];
    cluster?: FakeClusterClient;
    source?: FakePipelineSource;
    /** Permissions that nobody has. */
    denied?: string[];
    /** What looks at the wiring and works at it; finds nothing and does nothing by default. */
    hands?: WiringHands | 'real';
  } = {},
) {
  const cluster = options.cluster ?? new FakeClusterClient('sandbox');
  const source = options.source ?? new FakePipelineSource();
  const signals: SignalPayload[] = [];
  const auditor = mockServices.auditor.mock();
  const audited: Array<{ outcome: string; meta: unknown }> = [];
  auditor.createEvent.mockImplementation(async ({ meta }) => ({
    success: async () => {
      audited.push({ outcome: 'success', meta });
    },
    fail: async ({ error }) => {
      audited.push({ outcome: error.name, meta });
    },
  }));
  const permissions = mockServices.permissions.mock();
  permissions.authorize.mockImplementation(async requests =>
    requests.map(({ permission }: AuthorizePermissionRequest) => ({
      result: options.denied?.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    })),
  );
  permissions.authorizeConditional.mockImplementation(async requests =>
    requests.map(({ permission }) =>
      options.denied?.includes(permission.name)
        ? { result: AuthorizeResult.DENY }
        : {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'catalog',
            resourceType: 'catalog-entity',
            conditions: {
              rule: 'IS_ENTITY_OWNER',
              resourceType: 'catalog-entity',
            },
          },
    ),
  );
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const backend = await startTestBackend({
    features: [
      createDeliveryPlugin(
        options.hands === 'real' ? undefined : options.hands ?? idleHands,
      ),
      auditor.factory,
      permissions.factory,
      logger.factory,
      mockServices.rootConfig.factory({ data: options.config ?? appConfig }),
      catalogServiceMock.factory({
        entities: options.entities ?? [component()],
      }),
      createServiceFactory({
        service: clusterClientsServiceRef,
        deps: {},
        factory: () => ({ names: () => ['sandbox'], get: () => cluster }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          publish: async signal => {
            signals.push(signal as SignalPayload);
          },
        }),
      }),
      createBackendModule({
        pluginId: 'delivery',
        moduleId: 'test-forge',
        register(env) {
          env.registerInit({
            deps: { pipelines: pipelineSourcesExtensionPoint },
            async init({ pipelines }) {
              pipelines.addPipelineSource(source);
            },
          });
        },
      }),
    ],
  });
  const { server } = backend;

  const get = (path = service) =>
    request(server).get(path).set('Authorization', asUser);
  const delivery = async (): Promise<ServiceDelivery> => (await get()).body;
  return {
    backend,
    server,
    cluster,
    source,
    signals,
    audited,
    permissions,
    logger,
    get,
    delivery,
    /** As the scaffolder, or another plugin. */
    asPlugin: (path: string, body: object, plugin = 'scaffolder') =>
      request(server)
        .post(`/api/delivery${path}`)
        .set(
          'Authorization',
          mockCredentials.service.header({
            onBehalfOf: mockCredentials.service(`plugin:${plugin}`),
            targetPluginId: 'delivery',
          }),
        )
        .send(body),
    /** As a person. */
    asPerson: (method: 'get' | 'post', path: string, body?: object) =>
      request(server)
        [method](`/api/delivery${path}`)
        .set('Authorization', asUser)
        .send(body),
    post: (body: object, path = service) =>
      request(server)
        .post(`${path}/operations`)
        .set('Authorization', asUser)
        .send(body),
    /** Waits until the state of the service is as wanted. */
    seen: async (
      condition: (delivery: ServiceDelivery) => unknown,
      what?: string,
    ): Promise<ServiceDelivery> => {
      let last = await delivery();
      await until(async () => {
        last = await delivery();
        return Boolean(condition(last));
      }, what);
      return last;
    },
  };
}

/** The environment of a name, once it is seen. */
export function environmentOf(delivery: ServiceDelivery, name: string) {
  return delivery.environments.kind === 'observed'
    ? delivery.environments.value.find(it => it.name === name)
    : undefined;
}
