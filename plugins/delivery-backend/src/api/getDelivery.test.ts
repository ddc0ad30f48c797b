import { mockCredentials } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  annotations,
  deliverySignalChannel,
} from '@slipway/plugin-delivery-common';
import {
  FakeClusterClient,
  FakePipelineSource,
  until,
} from '@slipway/plugin-delivery-node/testUtils';
import request from 'supertest';
import {
  bootPortal,
  component,
  environmentOf,
  healthyService,
  pausedCanary,
} from '../__testUtils__';

const service = '/api/delivery/v1/services/component/default/payments';

describe('GET /v1/services/:kind/:namespace/:name', () => {
  it('answers with what was seen in the clusters, and every configured environment', async () => {
    const portal = await bootPortal();
    portal.cluster.put(...healthyService());
    const delivery = await portal.seen(
      it =>
        environmentOf(it, 'dev')?.standing === 'healthy' &&
        it.pipelines.kind === 'observed',
    );
    expect(delivery).toMatchObject({
      entityRef: 'component:default/payments',
      environments: {
        kind: 'observed',
        freshness: { kind: 'live' },
        value: [
          {
            name: 'dev',
            application: { name: 'a-auto', namespace: 'argocd' },
            cluster: 'sandbox',
            namespace: 'a-auto',
            sync: 'synced',
            rollout: { name: 'demo', standing: 'healthy' },
          },
          { name: 'production', standing: 'empty', operations: [] },
        ],
      },
      pipelines: { kind: 'observed', value: { pipelines: [] } },
    });
    await portal.backend.stop();
  });

  it('answers 304 to who has it already, until something changes', async () => {
    const portal = await bootPortal();
    portal.cluster.put(...healthyService());
    await portal.seen(
      it =>
        environmentOf(it, 'dev')?.standing === 'healthy' &&
        it.pipelines.kind === 'observed',
    );
    const { etag } = (await portal.get()).headers;
    expect(etag).toMatch(/^W\/"component%3Adefault%2Fpayments-\d+-/);
    expect((await portal.get().set('If-None-Match', etag)).status).toBe(304);
    portal.cluster.put(...pausedCanary());
    await portal.seen(it => environmentOf(it, 'dev')?.standing === 'paused');
    expect((await portal.get().set('If-None-Match', etag)).status).toBe(200);
    await portal.backend.stop();
  });

  it('tells browsers that there is something new, and nothing of what it is', async () => {
    const portal = await bootPortal();
    await portal.seen(it => it.environments.kind === 'observed');
    const { version } = await portal.delivery();
    portal.cluster.put(...healthyService());
    const { version: next } = await portal.seen(
      it => environmentOf(it, 'dev')?.standing === 'healthy',
    );
    expect(next).toBeGreaterThan(version);
    await until(() =>
      portal.signals.some(({ message }) => message.version === next),
    );
    const entityRef = 'component:default/payments';
    for (const signal of portal.signals) {
      expect(signal).toEqual({
        recipients: { type: 'broadcast' },
        channel: deliverySignalChannel(entityRef),
        message: { entityRef, version: expect.any(Number) },
      });
    }
    await portal.backend.stop();
  });

  it('makes no new version when nothing that a page shows has changed', async () => {
    const portal = await bootPortal();
    portal.cluster.put(...healthyService());
    const { version } = await portal.seen(
      it =>
        environmentOf(it, 'dev')?.standing === 'healthy' &&
        it.pipelines.kind === 'observed',
    );
    portal.cluster.expireWatches();
    portal.cluster.put(...healthyService());
    await new Promise(resolve => setTimeout(resolve, 400));
    expect((await portal.delivery()).version).toBe(version);
    await portal.backend.stop();
  });

  it('marks what was seen as stale while a cluster cannot be reached, and live again after', async () => {
    const portal = await bootPortal();
    portal.cluster.put(...healthyService());
    await portal.seen(it => environmentOf(it, 'dev')?.standing === 'healthy');
    portal.cluster.disconnect(
      new ServiceUnavailableError('connection refused'),
    );
    const stale = await portal.seen(
      ({ environments }) =>
        environments.kind === 'observed' &&
        environments.freshness.kind === 'stale',
    );
    expect(stale.environments).toMatchObject({
      freshness: { kind: 'stale', reason: 'connection refused' },
    });
    expect(environmentOf(stale, 'dev')?.standing).toBe('healthy');
    portal.cluster.reconnect();
    await portal.seen(
      ({ environments }) =>
        environments.kind === 'observed' &&
        environments.freshness.kind === 'live',
    );
    await portal.backend.stop();
  });

  it('says that a source is unreachable while nothing was ever seen of it', async () => {
    const cluster = new FakeClusterClient('sandbox');
    cluster.disconnect(new ServiceUnavailableError('connection refused'));
    const source = new FakePipelineSource();
    source.failNext(new ServiceUnavailableError('the forge is away'));
    const portal = await bootPortal({ cluster, source });
    const delivery = await portal.seen(
      it =>
        it.environments.kind === 'unreachable' &&
        it.pipelines.kind === 'unreachable',
    );
    expect(delivery).toMatchObject({
      environments: { reason: 'connection refused' },
      pipelines: { reason: 'the forge is away' },
    });
    await portal.backend.stop();
  });

  it.each([
    [
      'has no annotations',
      {},
      {
        kind: 'not-wired',
        missing: expect.arrayContaining([annotations.argocdAppSelector]),
      },
      {
        kind: 'not-wired',
        missing: [annotations.gitlabProjectSlug, annotations.githubProjectSlug],
      },
    ],
    [
      'has annotations that exclude each other',
      { 'argocd/app-name': 'a', 'argocd/app-selector': 'b=c' },
      {
        kind: 'unreachable',
        reason: expect.stringContaining('exclude each other'),
      },
      { kind: 'not-wired' },
    ],
    [
      'names an Argo CD that there is not',
      { 'argocd/app-name': 'a', 'argocd/instance-name': 'other' },
      {
        kind: 'unreachable',
        reason: expect.stringContaining(
          'names other, and delivery.argocd has main',
        ),
      },
      { kind: 'not-wired' },
    ],
  ])(
    'says so of a service that %s',
    async (_, written, environments, pipelines) => {
      const portal = await bootPortal({ entities: [component(written)] });
      expect(await portal.delivery()).toMatchObject({
        environments,
        pipelines,
      });
      await portal.backend.stop();
    },
  );

  it('offers to each person what that person may do', async () => {
    const portal = await bootPortal({ denied: ['delivery.rollout.abort'] });
    portal.cluster.put(...pausedCanary());
    const delivery = await portal.seen(
      it => environmentOf(it, 'dev')?.standing === 'paused',
    );
    const kinds = environmentOf(delivery, 'dev')?.operations.map(
      ({ kind }) => kind,
    );
    expect(kinds).toContain('promote');
    expect(kinds).not.toContain('abort');
    expect(portal.permissions.authorize).toHaveBeenLastCalledWith(
      expect.arrayContaining([
        expect.objectContaining({
          resourceRef: 'component:default/payments',
        }),
      ]),
      expect.anything(),
    );
    await portal.backend.stop();
  });

  it('answers 401, 403 and 404', async () => {
    const portal = await bootPortal({ denied: ['delivery.service.read'] });
    const nobody = await request(portal.server)
      .get(service)
      .set('Authorization', mockCredentials.none.header());
    expect(nobody.status).toBe(401);
    const forbidden = await portal.get();
    expect(forbidden.status).toBe(403);
    expect(forbidden.body.error.message).toContain('delivery.service.read');
    const other = await portal.get(service.replace('payments', 'orders'));
    expect(other.status).toBe(404);
    expect(other.body.error.message).toContain('component:default/orders');
    await portal.backend.stop();
  });

  it('answers services too, so that a launch can wait', async () => {
    const portal = await bootPortal();
    const response = await request(portal.server)
      .get(service)
      .set('Authorization', mockCredentials.service.header());
    expect(response.status).toBe(200);
    await portal.backend.stop();
  });
});
