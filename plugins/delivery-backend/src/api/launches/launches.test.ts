import { bootPortal, component } from '../../__testUtils__';

const opening = {
  id: 'task-1',
  service: 'billing',
  entityRef: 'component:default/billing',
  owner: 'group:default/service-team',
  actor: 'user:default/developer',
};
const thing = {
  kind: 'repository',
  host: 'gitlab.example.com',
  path: 'acme/billing',
};
const intent = {
  kind: 'intend',
  thing,
  what: 'app repository',
  name: 'acme/billing',
  plan: 'create',
};
const ledgerPath = '/v1/services/component/default/billing/ledger';

describe('the launches', () => {
  let portal: Awaited<ReturnType<typeof bootPortal>>;
  const boot = async (options: Parameters<typeof bootPortal>[0] = {}) => {
    portal = await bootPortal(options);
  };
  afterEach(() => portal.backend.stop());

  const launch = async (fields: Partial<typeof opening> = {}) => {
    const body = { ...opening, ...fields };
    await portal.asPlugin('/v1/launches', body).expect(201);
    await portal
      .asPlugin(`/v1/launches/${body.id}/entries`, intent)
      .expect(204);
    await portal
      .asPlugin(`/v1/launches/${body.id}/entries`, {
        kind: 'settle',
        thing,
        outcome: { result: 'created' },
      })
      .expect(204);
    return body.id;
  };

  it('are written by the scaffolder, and told to people', async () => {
    await boot();
    const id = await launch();
    await portal
      .asPlugin(`/v1/launches/${id}/close`, { status: 'failed', reason: 'no' })
      .expect(204);
    const { body: list } = await portal.asPerson('get', '/v1/launches');
    expect(list.launches).toMatchObject([
      {
        id,
        service: 'billing',
        status: 'failed',
        reason: 'no',
        mayTakeBack: true,
      },
    ]);
    const { body: one } = await portal.asPerson('get', `/v1/launches/${id}`);
    expect(one.items).toMatchObject([
      { kind: 'repository', name: 'acme/billing', status: 'created' },
    ]);
    const { body: ledger } = await portal.asPerson('get', ledgerPath);
    expect(ledger).toMatchObject({
      items: [{ origin: 'created', madeBy: id }],
      mayDecommission: true,
    });
  });

  it.each([
    ['a person', 403, undefined],
    ['another plugin', 403, 'catalog'],
  ])('are not written by %s', async (_, status, plugin) => {
    await boot();
    const answer = plugin
      ? await portal.asPlugin('/v1/launches', opening, plugin)
      : await portal.asPerson('post', '/v1/launches', opening);
    expect(answer.status).toBe(status);
  });

  it('a second launch of the name is told 409', async () => {
    await boot();
    await launch();
    const { status, body } = await portal.asPlugin('/v1/launches', {
      ...opening,
      id: 'task-2',
    });
    expect(status).toBe(409);
    expect(body.error.message).toContain(
      'billing is being launched by user:default/developer',
    );
  });

  it.each([
    ['a value beside a name', { ...intent, value: 'canary-secret' }],
    [
      'a value in a thing',
      { ...intent, thing: { ...thing, value: 'canary-secret' } },
    ],
    [
      'a value in an outcome',
      {
        kind: 'settle',
        thing,
        outcome: { result: 'created', value: 'canary-secret' },
      },
    ],
  ])('take no %s, and do not repeat it', async (_, body) => {
    await boot();
    const id = await launch();
    const answer = await portal.asPlugin(`/v1/launches/${id}/entries`, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).not.toContain('canary-secret');
  });

  describe('without an entity in the catalog', () => {
    it('are seen by whoever launched, and by the owner given at launch', async () => {
      await boot();
      await launch();
      await launch({
        id: 'task-2',
        entityRef: 'component:default/orders',
        actor: 'user:default/other',
        owner: 'user:default/developer',
      });
      await launch({
        id: 'task-3',
        entityRef: 'component:default/stocks',
        actor: 'user:default/other',
        owner: 'group:default/others',
      });
      const { body } = await portal.asPerson('get', '/v1/launches');
      expect(body.launches.map(({ id }: { id: string }) => id).sort()).toEqual([
        'task-1',
        'task-2',
      ]);
      await portal.asPerson('get', '/v1/launches/task-3').expect(404);
    });

    it('are seen by nobody who may not see any', async () => {
      await boot({ denied: ['delivery.service.read'] });
      await launch();
      const { body } = await portal.asPerson('get', '/v1/launches');
      expect(body.launches).toEqual([]);
      await portal.asPerson('get', ledgerPath).expect(404);
    });
  });

  it('with an entity, the entity decides', async () => {
    await boot({
      entities: [component()],
      denied: ['delivery.launch.take-back'],
    });
    const id = await launch({
      entityRef: 'component:default/payments',
      actor: 'user:default/other',
    });
    await portal
      .asPlugin(`/v1/launches/${id}/close`, { status: 'cancelled' })
      .expect(204);
    const { body } = await portal.asPerson('get', `/v1/launches/${id}`);
    expect(body).toMatchObject({ status: 'cancelled', mayTakeBack: false });
  });
});
