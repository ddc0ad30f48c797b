import {
  FakeClusterClient,
  until,
} from '@slipway/plugin-delivery-node/testUtils';
import { objectFingerprint } from '@slipway/plugin-wiring-node';
import { bootPortal, component } from '../../__testUtils__';

const entityRef = 'component:default/billing';
const servicePath = '/v1/services/component/default/billing';

const project = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: {
    name: 'billing',
    namespace: 'argocd',
    labels: {
      'app.kubernetes.io/managed-by': 'slipway',
      'backstage.io/kubernetes-id': 'billing',
    },
  },
  spec: { sourceRepos: ['https://gitlab.example.com/acme/billing.git'] },
};
const application = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name: 'billing-dev',
    namespace: 'argocd',
    labels: project.metadata.labels,
  },
  spec: { project: 'billing' },
};
const thingOf = (object: typeof project | typeof application) => ({
  kind: 'object',
  cluster: 'sandbox',
  apiVersion: object.apiVersion,
  objectKind: object.kind,
  namespace: object.metadata.namespace,
  name: object.metadata.name,
});
const projectKey =
  'object apiVersion=argoproj.io/v1alpha1 cluster=sandbox name=billing namespace=argocd objectKind=AppProject';

describe('taking back', () => {
  let portal: Awaited<ReturnType<typeof bootPortal>>;
  let cluster: FakeClusterClient;
  const boot = async (options: Parameters<typeof bootPortal>[0] = {}) => {
    cluster = new FakeClusterClient('sandbox');
    portal = await bootPortal({ cluster, ...options });
  };
  afterEach(() => portal.backend.stop());

  /** A launch that made a project and an Application, and then ended. */
  const launch = async (
    end: object = { status: 'failed', reason: 'no' },
    id = 'task-1',
  ) => {
    await portal
      .asPlugin('/v1/launches', {
        id,
        service: 'billing',
        entityRef,
        owner: 'group:default/service-team',
        actor: 'user:default/developer',
      })
      .expect(201);
    const entry = (body: object) =>
      portal.asPlugin(`/v1/launches/${id}/entries`, body).expect(204);
    for (const object of [project, application]) {
      const thing = thingOf(object);
      await entry({
        kind: 'intend',
        thing,
        what: object.kind,
        name: object.metadata.name,
        plan: 'create',
      });
      const made = cluster.store.put(object);
      await entry({
        kind: 'settle',
        thing,
        outcome: { result: 'created', fingerprint: objectFingerprint(made) },
      });
    }
    await portal.asPlugin(`/v1/launches/${id}/close`, end).expect(204);
  };
  const preview = async (path: string, body: object = {}) =>
    portal.asPerson('post', `${path}?dryRun=true`, body);
  const statusOf = async (id = 'task-1') =>
    (await portal.asPerson('get', `/v1/launches/${id}`)).body.status;
  const left = () =>
    [project, application].flatMap(({ kind, apiVersion }) =>
      cluster.store
        .list({ kind, apiVersion, plural: '', namespaced: true })
        .map(({ metadata }) => `${kind} ${metadata.name}`),
    );

  it('shows what it would do, does it, and leaves nothing', async () => {
    await boot();
    await launch();
    const { body: seen } = await preview('/v1/launches/task-1/take-back');
    expect(seen.steps).toMatchObject([
      { what: 'Application', action: 'remove' },
      { what: 'AppProject', action: 'remove' },
    ]);
    expect(left()).toHaveLength(2);
    await portal
      .asPerson('post', '/v1/launches/task-1/take-back', { basis: seen.basis })
      .expect(202);
    await until(async () => (await statusOf()) === 'taken-back');
    expect(left()).toEqual([]);
    const { body } = await portal.asPerson('get', '/v1/launches/task-1');
    expect(body.items.map(({ status }: { status: string }) => status)).toEqual([
      'taken-back',
      'taken-back',
    ]);
    expect(portal.audited).toMatchObject([
      {
        outcome: 'success',
        meta: { entityRef, actor: 'user:default/developer' },
      },
    ]);
  });

  it('has Argo CD take the workloads down with the Application', async () => {
    await boot();
    await launch();
    const { body: seen } = await preview('/v1/launches/task-1/take-back');
    await portal.asPerson('post', '/v1/launches/task-1/take-back', {
      basis: seen.basis,
    });
    await until(async () => (await statusOf()) === 'taken-back');
    expect(cluster.patches).toMatchObject([
      {
        ref: { name: 'billing-dev' },
        patch: {
          metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io'] },
        },
      },
    ]);
  });

  it('is answered with 409 when something has changed since it was shown', async () => {
    await boot();
    await launch();
    const { body: seen } = await preview('/v1/launches/task-1/take-back');
    cluster.store.put({ ...project, spec: { sourceRepos: ['*'] } });
    await portal
      .asPerson('post', '/v1/launches/task-1/take-back', { basis: seen.basis })
      .expect(409);
    expect(left()).toHaveLength(2);
    expect(await statusOf()).toBe('failed');
    expect(portal.audited).toMatchObject([{ outcome: 'ConflictError' }]);
  });

  it('keeps and names what people have changed, unless it is asked for', async () => {
    await boot();
    await launch();
    cluster.store.put({ ...project, spec: { sourceRepos: ['*'] } });
    const { body: seen } = await preview('/v1/launches/task-1/take-back');
    expect(seen.steps[1]).toMatchObject({
      key: projectKey,
      action: 'keep',
      why: { kind: 'edited' },
      mayAsk: true,
    });
    const also = [projectKey];
    const { body: asked } = await preview('/v1/launches/task-1/take-back', {
      also,
    });
    await portal
      .asPerson('post', '/v1/launches/task-1/take-back', {
        basis: asked.basis,
        also,
      })
      .expect(202);
    await until(async () => (await statusOf()) === 'taken-back');
    expect(left()).toEqual([]);
  });

  it('says what stopped it, and can be asked for again', async () => {
    await boot();
    await launch();
    const { body: seen } = await preview('/v1/launches/task-1/take-back');
    cluster.failNext(new Error('the cluster is away'), 'delete');
    await portal
      .asPerson('post', '/v1/launches/task-1/take-back', { basis: seen.basis })
      .expect(202);
    await until(async () => (await statusOf()) === 'take-back-failed');
    const { body } = await portal.asPerson('get', '/v1/launches/task-1');
    expect(body.reason).toContain('the cluster is away');
    expect(body.mayTakeBack).toBe(true);
    expect(left()).toEqual(['AppProject billing', 'Application billing-dev']);
    const { body: again } = await preview('/v1/launches/task-1/take-back');
    await portal
      .asPerson('post', '/v1/launches/task-1/take-back', { basis: again.basis })
      .expect(202);
    await until(async () => (await statusOf()) === 'taken-back');
    expect(left()).toEqual([]);
  });

  it('of a launch that ended well is refused: that is for a decommission', async () => {
    await boot();
    await launch({ status: 'completed' });
    const { status, body } = await preview('/v1/launches/task-1/take-back');
    expect(status).toBe(409);
    expect(body.error.message).toContain('decommission the service');
  });

  it('of a launch that is still running is refused', async () => {
    await boot();
    await portal.asPlugin('/v1/launches', {
      id: 'task-1',
      service: 'billing',
      entityRef,
      actor: 'user:default/developer',
    });
    const { status } = await preview('/v1/launches/task-1/take-back');
    expect(status).toBe(409);
  });

  it('spares what a launch before it made that ended well', async () => {
    await boot();
    await launch({ status: 'completed' });
    await portal.asPlugin('/v1/launches', {
      id: 'task-2',
      service: 'billing',
      entityRef,
      actor: 'user:default/developer',
    });
    await portal.asPlugin('/v1/launches/task-2/entries', {
      kind: 'intend',
      thing: thingOf(project),
      what: 'AppProject',
      name: 'billing',
      plan: 'unchanged',
    });
    await portal.asPlugin('/v1/launches/task-2/close', { status: 'cancelled' });
    const { body } = await preview('/v1/launches/task-2/take-back');
    expect(body.steps).toMatchObject([
      { what: 'AppProject', action: 'keep', why: { kind: 'earlier' } },
    ]);
  });

  it.each([
    ['delivery.launch.take-back', '/v1/launches/task-1/take-back'],
    ['delivery.service.decommission', `${servicePath}/decommission`],
  ])('needs the permission %s', async (permission, path) => {
    await boot({ denied: [permission] });
    await launch();
    expect((await preview(path)).status).toBe(403);
    await portal.asPerson('post', path, { basis: 'b' }).expect(403);
    expect(portal.audited).toMatchObject([{ outcome: 'NotAllowedError' }]);
    expect(left()).toHaveLength(2);
  });

  it('a viewer of somebody else’s entity may not', async () => {
    await boot({
      entities: [component(undefined, 'billing')],
      denied: ['delivery.launch.take-back'],
    });
    await launch();
    expect((await preview('/v1/launches/task-1/take-back')).status).toBe(403);
  });

  describe('decommission', () => {
    it('takes down what all launches have made, and is itself in the ledger', async () => {
      await boot();
      await launch({ status: 'completed' });
      const { body: seen } = await preview(`${servicePath}/decommission`);
      expect(
        seen.steps.map(({ action }: { action: string }) => action),
      ).toEqual(['remove', 'remove']);
      const { body } = await portal
        .asPerson('post', `${servicePath}/decommission`, { basis: seen.basis })
        .expect(202);
      await until(async () => (await statusOf(body.launch)) === 'taken-back');
      expect(left()).toEqual([]);
      const { body: list } = await portal.asPerson('get', '/v1/launches');
      expect(
        list.launches.map(({ kind }: { kind: string }) => kind).sort(),
      ).toEqual(['decommission', 'launch']);
    });

    it('is refused while somebody launches the service', async () => {
      await boot();
      await launch({ status: 'completed' });
      const { body: seen } = await preview(`${servicePath}/decommission`);
      await portal.asPlugin('/v1/launches', {
        id: 'task-2',
        service: 'billing',
        entityRef,
        owner: 'user:default/developer',
        actor: 'user:default/other',
      });
      const { status, body } = await portal.asPerson(
        'post',
        `${servicePath}/decommission`,
        { basis: seen.basis },
      );
      expect(status).toBe(409);
      expect(body.error.message).toContain('is being launched by');
    });

    it('of a service that was never launched is 404', async () => {
      await boot();
      expect((await preview(`${servicePath}/decommission`)).status).toBe(404);
    });
  });
});
