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
  appConfig,
  bootPortal,
  component,
  environmentOf,
  failedPipeline,
  healthyService,
  pausedCanary,
} from './__testUtils__';

const service = '/api/delivery/v1/services/component/default/payments';

describe('deliveryPlugin', () => {
  it('does not start without its config, and says what is missing', async () => {
    await expect(
      bootPortal({ config: { ...appConfig, delivery: undefined as never } }),
    ).rejects.toThrow('There is no `delivery` section in the app config');
  });

  describe('GET', () => {
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
        { kind: 'not-wired', missing: expect.arrayContaining([annotations.argocdAppSelector]) },
        { kind: 'not-wired', missing: [annotations.gitlabProjectSlug] },
      ],
      [
        'has annotations that exclude each other',
        { 'argocd/app-name': 'a', 'argocd/app-selector': 'b=c' },
        { kind: 'unreachable', reason: expect.stringContaining('exclude each other') },
        { kind: 'not-wired' },
      ],
      [
        'names an Argo CD that there is not',
        { 'argocd/app-name': 'a', 'argocd/instance-name': 'other' },
        { kind: 'unreachable', reason: expect.stringContaining('names other, and delivery.argocd has main') },
        { kind: 'not-wired' },
      ],
    ])('says so of a service that %s', async (_, written, environments, pipelines) => {
      const portal = await bootPortal({ entities: [component(written)] });
      expect(await portal.delivery()).toMatchObject({ environments, pipelines });
      await portal.backend.stop();
    });

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

  describe('POST', () => {
    async function bootPaused(options: Parameters<typeof bootPortal>[0] = {}) {
      const portal = await bootPortal(options);
      portal.cluster.put(...pausedCanary());
      const delivery = await portal.seen(
        it => environmentOf(it, 'dev')?.standing === 'paused',
      );
      const offer = environmentOf(delivery, 'dev')?.operations.find(
        ({ kind }) => kind === 'promote',
      );
      const promote = {
        kind: 'promote',
        target: { kind: 'environment', environment: 'dev' },
        basis: offer?.basis ?? 'none',
        reason: 'looks good',
      };
      return { ...portal, promote };
    }

    it('does an operation on the state that it was decided on, and records the person', async () => {
      const portal = await bootPaused();
      const response = await portal.post(portal.promote);
      expect(response.body).toEqual({ accepted: true });
      expect(response.status).toBe(202);
      expect(portal.cluster.patches).toMatchObject([
        {
          ref: { namespace: 'a-auto', name: 'demo' },
          patch: { status: { pauseConditions: null } },
          subresource: 'status',
        },
      ]);
      expect(portal.audited).toEqual([
        {
          outcome: 'success',
          meta: {
            operation: 'promote',
            entityRef: 'component:default/payments',
            target: { kind: 'environment', environment: 'dev' },
            actor: 'user:default/dana',
            reason: 'looks good',
          },
        },
      ]);
      await portal.backend.stop();
    });

    it('puts the name of the person on a sync', async () => {
      const portal = await bootPortal();
      const objects = healthyService().map(object =>
        object.kind === 'Application'
          ? {
              ...object,
              spec: { ...(object.spec as object), syncPolicy: {} },
              status: {
                ...(object.status as object),
                sync: { status: 'OutOfSync', revision: 'f'.repeat(40) },
              },
            }
          : object,
      );
      portal.cluster.put(...objects);
      const delivery = await portal.seen(it =>
        environmentOf(it, 'dev')?.operations.some(({ kind }) => kind === 'sync'),
      );
      const offer = environmentOf(delivery, 'dev')?.operations.find(
        ({ kind }) => kind === 'sync',
      );
      const response = await portal.post({
        kind: 'sync',
        target: { kind: 'environment', environment: 'dev' },
        basis: offer?.basis,
      });
      expect(response.status).toBe(202);
      expect(portal.cluster.patches[0]).toMatchObject({
        ref: { name: 'a-auto', namespace: 'argocd' },
        patch: {
          operation: { initiatedBy: { username: 'user:default/dana' } },
        },
      });
      await portal.backend.stop();
    });

    it('answers 409 when the state has moved on, and does nothing', async () => {
      const portal = await bootPaused();
      portal.cluster.put(...healthyService());
      const response = await portal.post(portal.promote);
      expect(response.status).toBe(409);
      expect(portal.cluster.patches).toEqual([]);
      expect(portal.audited).toMatchObject([{ outcome: 'ConflictError' }]);
      await portal.backend.stop();
    });

    it('reads again when a controller has written in between, and goes on if nothing else has changed', async () => {
      const portal = await bootPaused();
      portal.cluster.conflictNext();
      const response = await portal.post(portal.promote);
      expect(response.status).toBe(202);
      expect(portal.cluster.patches).toHaveLength(1);
      await portal.backend.stop();
    });

    it('answers 403 to who may not, names the permission, and records it', async () => {
      const portal = await bootPaused({ denied: ['delivery.rollout.retry'] });
      const response = await portal.post({ ...portal.promote, kind: 'retry' });
      expect(response.status).toBe(403);
      expect(response.body.error.message).toContain('delivery.rollout.retry');
      expect(portal.audited).toMatchObject([{ outcome: 'NotAllowedError' }]);
      expect(portal.cluster.patches).toEqual([]);
      await portal.backend.stop();
    });

    it('does not let a missing right of the portal look like one of the person', async () => {
      const portal = await bootPaused();
      portal.cluster.forbidNextPatch();
      const response = await portal.post(portal.promote);
      expect(response.status).toBe(503);
      expect(response.body.error.message).toContain(
        'The portal may not patch rollouts in a-auto on the cluster sandbox',
      );
      await portal.backend.stop();
    });

    it.each([
      ['no kind', { target: { kind: 'pipeline', pipeline: '1' }, basis: 'x' }, 400],
      [
        'a target of another kind',
        { kind: 'sync', target: { kind: 'pipeline', pipeline: '1' }, basis: 'x' },
        400,
      ],
      [
        'an environment that is not there',
        { kind: 'sync', target: { kind: 'environment', environment: 'qa' }, basis: 'x' },
        404,
      ],
      [
        'a basis that is made up',
        { kind: 'refresh', target: { kind: 'environment', environment: 'dev' }, basis: 'x' },
        409,
      ],
    ])('refuses %s', async (_, body, status) => {
      const portal = await bootPaused();
      expect((await portal.post(body)).status).toBe(status);
      await portal.backend.stop();
    });

    it('lets no service operate: an operation is that of a person', async () => {
      const portal = await bootPaused();
      const response = await request(portal.server)
        .post(`${service}/operations`)
        .set('Authorization', mockCredentials.service.header())
        .send(portal.promote);
      expect(response.status).toBe(403);
      await portal.backend.stop();
    });

    it('retries a pipeline that failed, once', async () => {
      const source = new FakePipelineSource();
      source.setBoard('acme/payments', failedPipeline());
      const portal = await bootPortal({ source });
      const { pipelines } = await portal.seen(
        it => it.pipelines.kind === 'observed',
      );
      const [pipeline] =
        pipelines.kind === 'observed' ? pipelines.value.pipelines : [];
      const retry = {
        kind: 'retry-pipeline',
        target: { kind: 'pipeline', pipeline: pipeline.id },
        basis: pipeline.operations[0].basis,
      };
      expect((await portal.post(retry)).status).toBe(202);
      expect(source.retried).toEqual(['42']);
      source.setBoard('acme/payments', failedPipeline('running'));
      expect((await portal.post(retry)).status).toBe(409);
      expect(source.retried).toEqual(['42']);
      await portal.backend.stop();
    });
  });

  it('tells no credential to anybody', async () => {
    const portal = await bootPortal();
    portal.cluster.put(...pausedCanary());
    const delivery = await portal.seen(
      it => environmentOf(it, 'dev')?.standing === 'paused',
    );
    portal.cluster.disconnect(new ServiceUnavailableError('down'));
    const logged = Object.values(portal.logger).flatMap(
      method => (method as jest.Mock).mock?.calls ?? [],
    );
    const told = JSON.stringify([delivery, portal.signals, logged]);
    expect(told).not.toContain('canary-');
    await portal.backend.stop();
  });
});
