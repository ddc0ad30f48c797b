import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { clusterClientsServiceRef } from '@slipway/plugin-delivery-node';
import { FakeClusterClient } from '@slipway/plugin-delivery-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import deliveryPlugin from '.';
import { appConfig, component } from './testing';

const path = '/api/delivery/v1/services/component/default/payments';

function boot(options: { config?: object; result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY } = {}) {
  const cluster = new FakeClusterClient('sandbox');
  return startTestBackend({
    features: [
      deliveryPlugin,
      mockServices.rootConfig.factory({ data: options.config ?? appConfig }),
      mockServices.permissions.factory({ result: options.result ?? AuthorizeResult.ALLOW }),
      catalogServiceMock.factory({ entities: [component()] }),
      createServiceFactory({
        service: clusterClientsServiceRef,
        deps: {},
        factory: () => ({ names: () => ['sandbox'], get: () => cluster }),
      }),
    ],
  });
}

describe('deliveryPlugin', () => {
  it('answers with the environments of a service once its clusters have been seen', async () => {
    const { server } = await boot();
    let body: any;
    for (let i = 0; i < 50 && body?.environments.kind !== 'observed'; i++) {
      const response = await request(server).get(path);
      expect(response.status).toBe(200);
      body = response.body;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect(body).toMatchObject({
      entityRef: 'component:default/payments',
      environments: {
        kind: 'observed',
        freshness: { kind: 'live' },
        value: [{ name: 'dev', standing: 'empty' }, { name: 'production' }],
      },
    });
  });

  it('answers 401 to who is nobody', async () => {
    const { server } = await boot();
    const response = await request(server)
      .get(path)
      .set('Authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
  });
});
