import { mockCredentials } from '@backstage/backend-test-utils';
import { FakePipelineSource } from '@slipway/plugin-delivery-node/testUtils';
import request from 'supertest';
import {
  bootPortal,
  environmentOf,
  failedPipeline,
  healthyService,
  pausedCanary,
} from '../__testUtils__';

const service = '/api/delivery/v1/services/component/default/payments';

describe('POST /v1/services/:kind/:namespace/:name/operations', () => {
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
          actor: 'user:default/developer',
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
        operation: { initiatedBy: { username: 'user:default/developer' } },
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
    [
      'no kind',
      { target: { kind: 'pipeline', pipeline: '1' }, basis: 'x' },
      400,
    ],
    [
      'a target of another kind',
      { kind: 'sync', target: { kind: 'pipeline', pipeline: '1' }, basis: 'x' },
      400,
    ],
    [
      'an environment that is not there',
      {
        kind: 'sync',
        target: { kind: 'environment', environment: 'qa' },
        basis: 'x',
      },
      404,
    ],
    [
      'a basis that is made up',
      {
        kind: 'refresh',
        target: { kind: 'environment', environment: 'dev' },
        basis: 'x',
      },
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
