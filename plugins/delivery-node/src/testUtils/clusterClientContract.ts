import {
  ClusterClient,
  KubernetesObject,
  resourceKinds,
  WatchEvent,
} from '../cluster';

/** A cluster to hold a client to the contract with. @public */
export interface ContractCluster {
  client: ClusterClient;
  /** Puts an object there as somebody else. */
  put(object: KubernetesObject): Promise<void> | void;
  stop?(): Promise<void>;
}

/**
 * What every {@link ClusterClient} does, as Jest tests.
 *
 * @public
 */
export function clusterClientContract(
  makeCluster: () => Promise<ContractCluster>,
): void {
  const { rollout } = resourceKinds;
  let cluster: ContractCluster;

  beforeEach(async () => {
    cluster = await makeCluster();
  });
  afterEach(async () => {
    await cluster.stop?.();
  });

  const ref = (name = 'payments', namespace = 'payments-dev') => ({
    resource: rollout,
    namespace,
    name,
  });

  it('gets an object as the API gives it, timestamps as strings', async () => {
    await cluster.put(exampleRollout());
    const object = await cluster.client.get(ref());
    expect(object).toMatchObject({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'payments', namespace: 'payments-dev' },
    });
    expect(typeof object.metadata.creationTimestamp).toBe('string');
  });

  it('says NotFoundError of what is not there', async () => {
    await expect(cluster.client.get(ref('none'))).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await expect(cluster.client.delete(ref('none'))).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await expect(
      cluster.client.mergePatch(ref('none'), {}, { subresource: 'status' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('lists by namespace and label, with the kind on each', async () => {
    await cluster.put(exampleRollout());
    await cluster.put(exampleRollout('payments', 'payments-staging'));
    await cluster.put(exampleRollout('orders', 'payments-dev', 'orders'));
    const names = async (options: object) =>
      (await cluster.client.list(rollout, options)).map(
        ({ kind, metadata }) =>
          `${kind} ${metadata.namespace}/${metadata.name}`,
      );
    expect(await names({})).toHaveLength(3);
    expect(await names({ namespace: 'payments-staging' })).toEqual([
      'Rollout payments-staging/payments',
    ]);
    expect(await names({ labelSelector: 'app=orders' })).toEqual([
      'Rollout payments-dev/orders',
    ]);
  });

  it('applies what is not there and what is', async () => {
    await cluster.client.apply(exampleRollout(), rollout, { force: true });
    const again = exampleRollout();
    again.spec = { replicas: 5 };
    await cluster.client.apply(again, rollout, { force: true });
    expect(await cluster.client.get(ref())).toMatchObject({
      spec: { replicas: 5 },
    });
  });

  it('applies nothing on a dry run', async () => {
    await cluster.client.apply(exampleRollout(), rollout, { dryRun: true });
    await expect(cluster.client.get(ref())).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('merges a patch and removes what is null in it', async () => {
    await cluster.put(exampleRollout());
    await cluster.client.mergePatch(ref(), {
      spec: { paused: true, replicas: null },
    });
    const { spec } = await cluster.client.get(ref());
    expect(spec).toEqual({ paused: true });
  });

  it('patches the status', async () => {
    await cluster.put(exampleRollout());
    await cluster.client.mergePatch(
      ref(),
      { status: { abort: true } },
      { subresource: 'status' },
    );
    expect(await cluster.client.get(ref())).toMatchObject({
      status: { abort: true },
    });
  });

  it('says ConflictError when the object has changed since the version of a patch', async () => {
    await cluster.put(exampleRollout());
    const { metadata } = await cluster.client.get(ref());
    await cluster.put(exampleRollout());
    await expect(
      cluster.client.mergePatch(ref(), {
        metadata: { resourceVersion: metadata.resourceVersion ?? '' },
        spec: { paused: true },
      }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('deletes, but no namesake of another uid', async () => {
    await cluster.put(exampleRollout());
    await expect(
      cluster.client.delete(ref(), { uid: 'of-another' }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    await cluster.client.delete(ref());
    expect(await cluster.client.list(rollout)).toEqual([]);
  });

  it('obeys a signal that has ended', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(cluster.client.get(ref(), { signal })).rejects.toThrow(
      'enough',
    );
  });

  it('tells a watch what there is, then each change, until the signal ends', async () => {
    await cluster.put(exampleRollout());
    const stop = new AbortController();
    const events: WatchEvent[] = [];
    const watching = cluster.client.watch(rollout, {
      namespace: 'payments-dev',
      signal: stop.signal,
      onEvent: event => events.push(event),
    });
    await until(() => events.some(({ kind }) => kind === 'alive'));
    await cluster.put(exampleRollout('orders'));
    await cluster.put(exampleRollout('other', 'payments-staging'));
    await cluster.client.delete(ref('orders'));
    await until(() => events.some(({ kind }) => kind === 'deleted'));
    stop.abort();
    await watching;
    expect(
      events
        .filter(({ kind }) => kind !== 'alive')
        .map(event =>
          event.kind === 'listed'
            ? `listed ${event.objects.length}`
            : `${event.kind} ${
                'object' in event ? event.object.metadata.name : ''
              }`,
        ),
    ).toEqual(['listed 1', 'changed orders', 'deleted orders']);
  });

  it('answers whether something is allowed', async () => {
    expect(
      await cluster.client.can('patch', rollout, { namespace: 'payments-dev' }),
    ).toBe(true);
  });
}

/** A small Rollout. @public */
export function exampleRollout(
  name = 'payments',
  namespace = 'payments-dev',
  app = 'payments',
): KubernetesObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name, namespace, labels: { app } },
    spec: { replicas: 2 },
  };
}

/** Waits until something holds; fails after five seconds. @public */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what = 'what was waited for',
): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`${what} did not come to be within 5 s`);
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
