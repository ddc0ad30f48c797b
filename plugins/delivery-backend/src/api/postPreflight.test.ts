import { mockCredentials } from '@backstage/backend-test-utils';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import request from 'supertest';
import { appConfig, bootPortal } from '../__testUtils__';

const path = '/api/delivery/v1/preflight';
/** Nobody listens there. */
const nowhere = '127.0.0.1:1';
const config = {
  ...appConfig,
  integrations: {
    gitlab: [
      {
        host: nowhere,
        baseUrl: `http://${nowhere}`,
        apiBaseUrl: `http://${nowhere}/api/v4`,
        token: 'canary-forge-token',
      },
    ],
  },
  delivery: {
    ...appConfig.delivery,
    clusters: { sandbox: { reachesLoopback: true } },
    launch: { host: nowhere, group: 'acme', registryHost: nowhere },
  },
};

async function ask(
  body: object,
  options: Parameters<typeof bootPortal>[0] = {},
) {
  const portal = await bootPortal({ config, ...options });
  try {
    return await request(portal.server)
      .post(path)
      .set('Authorization', mockCredentials.user.header())
      .send(body);
  } finally {
    await portal.backend.stop();
  }
}

describe('POST /v1/preflight', () => {
  it('answers everything at once, in sentences and without a credential', async () => {
    const { status, body } = await ask({
      service: 'payments',
      resources: { dev: { pods: '400' } },
    });
    expect(status).toBe(200);
    expect(body.findings.map((finding: { id: string }) => finding.id)).toEqual(
      expect.arrayContaining([
        'forge-unreachable',
        'registry-unreachable',
        'controller-missing',
        'quota-too-small',
        'argocd-namespace-missing',
      ]),
    );
    expect(body.findings[0]).toEqual({
      id: 'forge-unreachable',
      severity: 'blocks',
      place: { kind: 'forge', name: nowhere },
      who: 'platform-team',
      wrong: {
        key: 'preflight.forge-unreachable.wrong',
        params: {
          host: nowhere,
          reason: expect.any(String),
        },
      },
      breaks: {
        key: 'preflight.forge-unreachable.breaks',
        params: expect.anything(),
      },
      mend: {
        key: 'preflight.forge-unreachable.mend',
        params: expect.anything(),
      },
    });
    expect(body.skipped).toContainEqual({
      id: 'token',
      place: { kind: 'forge', name: nowhere },
      what: { key: 'preflight.check.token' },
      reason: { key: 'preflight.skipped.after', params: { place: nowhere } },
    });
    expect(JSON.stringify(body)).not.toContain('canary-');
  });

  it('writes nothing', async () => {
    const portal = await bootPortal({ config });
    const { cluster } = portal;
    await request(portal.server)
      .post(path)
      .set('Authorization', mockCredentials.user.header())
      .send({ service: 'payments' });
    expect(cluster.patches).toEqual([]);
    await expect(cluster.list(resourceKinds.namespace)).resolves.toEqual([]);
    await portal.backend.stop();
  });

  it.each([
    [{}, 'service: Required'],
    [
      { service: 'payments', token: 'x' },
      "Unrecognized key(s) in object: 'token'",
    ],
    [{ service: 'Payments' }, 'cannot be the name of a service'],
  ])('refuses %j', async (body, message) => {
    const answer = await ask(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
  });

  it('answers 403 to who may not, and names the permission', async () => {
    const answer = await ask(
      { service: 'payments' },
      { denied: ['delivery.launch.preflight'] },
    );
    expect(answer.status).toBe(403);
    expect(answer.body.error.message).toContain('delivery.launch.preflight');
  });

  it('answers 401 to who has not signed in', async () => {
    const portal = await bootPortal({ config });
    const answer = await request(portal.server)
      .post(path)
      .set('Authorization', mockCredentials.none.header())
      .send({ service: 'payments' });
    expect(answer.status).toBe(401);
    await portal.backend.stop();
  });
});
