import { Thing, thingKey } from '@slipway/plugin-wiring-node';
import { appConfig, bootPortal, component } from '../../__testUtils__';
import {
  eventually,
  fault,
  FakeHands,
  gate,
  item,
  project,
  token,
  webhook,
} from '../../health/__testUtils__';

jest.setTimeout(120_000);

const entityRef = 'component:default/billing';
const path = '/v1/services/component/default/billing/wiring';
const developer = 'user:default/developer';

const amiss = {
  items: [
    item(webhook),
    item(token, [fault('credential-ends', { date: '2026-02-01' })], {
      expiresAt: '2026-02-01',
    }),
    item(project, [fault('item-missing')]),
  ],
};
const mended = { items: [item(webhook), item(token), item(project)] };

describe('the wiring of a service', () => {
  let portal: Awaited<ReturnType<typeof bootPortal>>;
  let hands: FakeHands;
  const boot = async (options: Parameters<typeof bootPortal>[0] = {}) => {
    hands = new FakeHands();
    portal = await bootPortal({ hands, ...options });
  };
  afterEach(() => portal.backend.stop());

  /** A launch of billing by the developer that made a project. */
  const launch = async (end = true, things: Thing[] = [project]) => {
    const id = 'task-1';
    await portal
      .asPlugin('/v1/launches', {
        id,
        service: 'billing',
        entityRef,
        actor: developer,
      })
      .expect(201);
    const entry = (body: object) =>
      portal.asPlugin(`/v1/launches/${id}/entries`, body).expect(204);
    for (const thing of things) {
      const what = { what: thing.kind, name: 'billing', plan: 'create' };
      await entry({ kind: 'intend', thing, ...what });
      await entry({ kind: 'settle', thing, outcome: { result: 'created' } });
    }
    if (end) {
      await portal
        .asPlugin(`/v1/launches/${id}/close`, { status: 'completed' })
        .expect(204);
    }
  };
  const get = async (of = path) => (await portal.asPerson('get', of)).body;
  /** The health once it is as wanted. */
  const seen = async (condition: (health: any) => unknown) => {
    let health: any;
    await eventually(async () => {
      health = await get();
      return Boolean(condition(health));
    });
    return health;
  };
  const launched = async (options: Parameters<typeof bootPortal>[0] = {}) => {
    await boot(options);
    hands.reports.set('billing', amiss);
    await launch();
    return seen(({ checkedAt }) => checkedAt);
  };
  const post = (what: string, body?: object) =>
    portal.asPerson('post', `${path}/${what}`, body);
  const signalled = () =>
    portal.signals.filter(({ channel }) => channel === `wiring:${entityRef}`);

  it('is looked at soon after it was first asked for, and told worst first', async () => {
    const health = await launched();
    expect(health).toMatchObject({
      entityRef,
      service: 'billing',
      standing: 'broken',
      items: [
        {
          key: thingKey(project),
          findings: [
            { id: 'item-missing', wrong: { key: 'wiring.item-missing.wrong' } },
          ],
        },
        { key: thingKey(token), canRotate: true, expiresAt: '2026-02-01' },
        { key: thingKey(webhook), standing: 'sound' },
      ],
      mayRepair: true,
      mayRotate: true,
    });
    expect(signalled()[0]).toEqual({
      channel: `wiring:${entityRef}`,
      message: { entityRef },
      recipients: { type: 'broadcast' },
    });
  });

  it('is told again only when it has changed', async () => {
    await launched();
    const health = await seen(({ work }) => !work);
    expect(health.standing).toBe('broken');
    const first = await portal.asPerson('get', path);
    const again = await portal
      .asPerson('get', path)
      .set('If-None-Match', first.headers.etag);
    expect(again.status).toBe(304);
  });

  it('of a service that was never launched is that which its annotations name', async () => {
    await boot();
    const { status, body } = await portal.asPerson(
      'get',
      '/v1/services/component/default/payments/wiring',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      service: 'payments',
      standing: 'unknown',
      mayRepair: false,
      mayRotate: false,
    });
    await eventually(() => hands.checks.length > 0);
    expect(hands.checks[0]).toMatchObject({ service: 'payments', entries: [] });
  });

  it.each([
    ['GET', undefined],
    ['POST', 'check'],
    ['POST', 'repair'],
    ['POST', 'rotate'],
  ])(
    'of what nothing was launched for and is not wired is 404: %s %s',
    async (_, what) => {
      await boot({ entities: [component({}, 'billing')] });
      const { status, body } = what
        ? await post(what, { basis: 'b', items: ['i'] })
        : await portal.asPerson('get', path);
      expect(status).toBe(404);
      expect(body.error.message).toContain(
        'Nothing that is still there was launched for component:default/billing',
      );
    },
  );

  it('is for those who may see the delivery: 403 beside the entity, 404 without one', async () => {
    await boot({
      entities: [component(undefined, 'billing')],
      denied: ['delivery.service.read'],
    });
    const { status, body } = await portal.asPerson('get', path);
    expect(status).toBe(403);
    expect(body.error.message).toContain('delivery.service.read');
    expect((await post('check')).status).toBe(403);
    await portal.backend.stop();

    await boot({ denied: ['delivery.service.read'] });
    await launch();
    expect((await portal.asPerson('get', path)).status).toBe(404);
  });

  describe('in the list of all', () => {
    it('is one line, with the worst first', async () => {
      await launched();
      const { services } = await get('/v1/wiring');
      expect(services).toMatchObject([
        {
          entityRef,
          standing: 'broken',
          broken: 1,
          attention: 1,
          items: 3,
          nextExpiry: '2026-02-01',
          worst: { key: 'wiring.item-missing.wrong' },
        },
        { service: 'payments' },
      ]);
    });

    it('is left out for those who may not see it', async () => {
      await boot({ denied: ['delivery.service.read'] });
      await launch();
      expect(await get('/v1/wiring')).toEqual({ services: [] });
    });
  });

  describe('check', () => {
    it('looks once for two who ask at once, and tells when there is something new', async () => {
      await launched();
      await seen(({ work }) => !work);
      const { length } = hands.checks;
      const { wait, open } = gate();
      hands.next.push(wait);
      hands.reports.set('billing', mended);
      const answers = await Promise.all([post('check'), post('check')]);
      expect(answers.map(({ status }) => status)).toEqual([202, 202]);
      await eventually(() => hands.checks.length === length + 1);
      expect((await get()).work).toMatchObject({
        kind: 'check',
        actor: developer,
      });
      expect((await post('check')).status).toBe(202);
      const before = signalled().length;
      open();
      const health = await seen(({ standing }) => standing === 'sound');
      expect(health.work).toBeUndefined();
      expect(hands.checks).toHaveLength(length + 1);
      await eventually(() => signalled().length > before);
    });

    it('lets what was found a moment ago stand', async () => {
      await launched();
      await seen(({ work }) => !work);
      await post('check');
      await seen(({ work }) => !work);
      const { checkedAt } = await get();
      expect((await post('check')).status).toBe(202);
      const { work, checkedAt: after } = await get();
      expect([work, after]).toEqual([undefined, checkedAt]);
    });

    it('that comes to nothing says why, and what was found before stays', async () => {
      await launched();
      await seen(({ work }) => !work);
      hands.next.push(new Error('glpat-canary0123456789 was refused'));
      await post('check');
      const health = await seen(({ checkFailure }) => checkFailure);
      expect(health).toMatchObject({
        standing: 'broken',
        checkFailure: { reason: '[redacted] was refused' },
      });
    });
  });

  describe('repair', () => {
    const repair = (basis: string, ...items: string[]) =>
      post('repair', { basis, items });

    it('mends what was asked for, is in the ledger and the audit log, and is followed by a look', async () => {
      const { basis } = await launched();
      hands.reports.set('billing', mended);
      const { status, body } = await repair(basis, thingKey(project));
      expect([status, body]).toEqual([202, { accepted: true }]);
      const health = await seen(({ standing }) => standing === 'sound');
      expect(hands.repairs).toMatchObject([
        { service: 'billing', entityRef, things: [project] },
      ]);
      expect(health.lastWork).toMatchObject({
        kind: 'repair',
        actor: developer,
        outcomes: [{ result: 'created' }],
      });
      const { launches } = await get('/v1/launches');
      expect(launches).toContainEqual(
        expect.objectContaining({
          kind: 'repair',
          status: 'completed',
          actor: developer,
          entityRef,
          mayTakeBack: false,
        }),
      );
      expect(portal.audited).toEqual([
        {
          outcome: 'success',
          meta: { entityRef, items: [thingKey(project)], actor: developer },
        },
      ]);
    });

    it('is shown while it goes on, and another is told 409 who is at it', async () => {
      const { basis } = await launched();
      const { wait, open } = gate();
      hands.next.push(wait);
      await seen(({ work }) => !work);
      await repair(basis, thingKey(project));
      expect((await get()).work).toMatchObject({
        kind: 'repair',
        actor: developer,
      });
      const { status, body } = await repair(basis, thingKey(project));
      expect(status).toBe(409);
      expect(body.error.message).toContain(`being repaired by ${developer}`);
      open();
      await seen(({ lastWork }) => lastWork);
    });

    it('is answered with 409 when the wiring is not as it was seen', async () => {
      await launched();
      const { status, body } = await repair('another', thingKey(project));
      expect(status).toBe(409);
      expect(body.error.message).toContain('look again');
      expect(hands.repairs).toEqual([]);
      expect(portal.audited).toMatchObject([{ outcome: 'ConflictError' }]);
    });

    it('is answered with 409 while the service is launched', async () => {
      await boot();
      await launch(false);
      const { basis } = await get();
      const { status, body } = await repair(basis, thingKey(project));
      expect(status).toBe(409);
      expect(body.error.message).toContain('being launched by');
    });

    it.each([
      ['without items', (basis: string) => ({ basis, items: [] })],
      ['without a basis', () => ({ items: ['a'] })],
      [
        'with a value',
        (basis: string) => ({ basis, items: ['a'], value: 'canary-1' }),
      ],
      [
        'of an item that there is not',
        (basis: string) => ({ basis, items: ['a'] }),
      ],
      [
        'of what no repair mends',
        (basis: string) => ({ basis, items: [thingKey(token)] }),
      ],
    ])('is answered with 400 %s', async (_, body) => {
      const { basis } = await launched();
      const answer = await post('repair', body(basis));
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).not.toContain('canary-');
      expect(hands.repairs).toEqual([]);
    });

    it('that fails says why', async () => {
      const { basis } = await launched();
      await seen(({ work }) => !work);
      hands.next.push(new Error('the forge is away'));
      await repair(basis, thingKey(project));
      const { lastWork } = await seen(health => health.lastWork);
      expect(lastWork).toMatchObject({
        kind: 'repair',
        failure: 'the forge is away',
      });
    });
  });

  describe('rotate', () => {
    it('replaces one credential', async () => {
      const { basis } = await launched();
      const { status } = await post('rotate', { basis, item: thingKey(token) });
      expect(status).toBe(202);
      const { lastWork } = await seen(health => health.lastWork);
      expect(lastWork).toMatchObject({
        kind: 'rotate',
        outcomes: [{ result: 'updated' }],
      });
      expect(hands.rotations).toEqual([{ service: 'billing', thing: token }]);
      expect(portal.audited).toMatchObject([{ outcome: 'success' }]);
    });

    it('is answered with 400 for what is no credential', async () => {
      const { basis } = await launched();
      const answer = await post('rotate', { basis, item: thingKey(project) });
      expect(answer.status).toBe(400);
    });
  });

  it.each([
    ['repair', 'delivery.wiring.repair', { items: [thingKey(project)] }],
    ['rotate', 'delivery.wiring.rotate', { item: thingKey(token) }],
  ])(
    '%s needs the permission %s; who has it not may still look',
    async (what, permission, body) => {
      const health = await launched({ denied: [permission] });
      const may = { repair: health.mayRepair, rotate: health.mayRotate };
      expect(may).toEqual({ repair: true, rotate: true, [what]: false });
      const answer = await post(what, { basis: health.basis, ...body });
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toContain(permission);
      expect(portal.audited).toMatchObject([
        { outcome: 'NotAllowedError', meta: { actor: developer } },
      ]);
      expect([...hands.repairs, ...hands.rotations]).toEqual([]);
      expect((await post('check')).status).toBe(202);
    },
  );

  it('is unknown where the forge does not answer, for a reason without a credential in it', async () => {
    // Nobody listens there.
    const host = '127.0.0.1:1';
    await boot({
      hands: 'real',
      config: {
        ...appConfig,
        integrations: {
          gitlab: [
            {
              host,
              baseUrl: `http://${host}`,
              apiBaseUrl: `http://${host}/api/v4`,
              token: 'canary-forge-token',
            },
          ],
        },
        delivery: {
          ...appConfig.delivery,
          launch: { host, group: 'acme', registryHost: host },
        },
      },
    });
    await launch(true, [
      { kind: 'repository', host, path: 'acme/billing' },
      project,
    ]);
    const health = await seen(({ checkedAt }) => checkedAt);
    expect(health.checkFailure).toBeUndefined();
    expect(health.items).toContainEqual(
      expect.objectContaining({
        what: 'app repository',
        place: host,
        standing: 'unknown',
        unknownBecause: expect.stringContaining(host),
      }),
    );
    expect(health.items).toContainEqual(
      expect.objectContaining({
        what: 'AppProject',
        place: 'sandbox',
        standing: 'broken',
      }),
    );
    const logged = Object.values(portal.logger).flatMap(
      method => (method as jest.Mock).mock?.calls.map(String) ?? [],
    );
    expect(JSON.stringify([health, logged, portal.signals])).not.toContain(
      'canary-',
    );
  });

  it('is asked for by people only, when it changes something', async () => {
    await launched();
    const answer = await portal.asPlugin(`${path}/repair`, {
      basis: 'b',
      items: ['i'],
    });
    expect(answer.status).toBe(403);
  });
});
