import assert from 'node:assert/strict';
import {
  ClusterClient,
  KubernetesObject,
  resourceKinds,
  WatchEvent,
} from '../cluster';
import { exampleRollout } from './exampleRollout';
import { until } from './until';

/** A cluster to hold a client to the contract with. @public */
export interface ContractCluster {
  client: ClusterClient;
  /** Puts an object there as somebody else. */
  put(object: KubernetesObject): Promise<void> | void;
}

/** A rule that a client keeps. @public */
export interface ContractRule {
  rule: string;
  /** Throws when the rule is broken. */
  check(cluster: ContractCluster): Promise<void>;
}

const { rollout } = resourceKinds;

const ref = (name = 'payments', namespace = 'payments-dev') => ({
  resource: rollout,
  namespace,
  name,
});

/**
 * What every `ClusterClient` does. Each rule is to be checked on a cluster without Rollouts;
 * none needs a test runner:
 *
 * ```ts
 * it.each(clusterClientContract)('$rule', ({ check }) => check(makeCluster()));
 * ```
 *
 * @public
 */
export const clusterClientContract: ContractRule[] = [
  {
    rule: 'gets an object as the API gives it, timestamps as strings',
    check: async ({ client, put }) => {
      await put(exampleRollout());
      const { apiVersion, kind, metadata } = await client.get(ref());
      assert.equal(apiVersion, 'argoproj.io/v1alpha1');
      assert.equal(kind, 'Rollout');
      assert.equal(metadata.name, 'payments');
      assert.equal(typeof metadata.creationTimestamp, 'string');
    },
  },
  {
    rule: 'says NotFoundError of what is not there',
    check: async ({ client }) => {
      const notFound = { name: 'NotFoundError' };
      await assert.rejects(client.get(ref('none')), notFound);
      await assert.rejects(client.delete(ref('none')), notFound);
      await assert.rejects(
        client.mergePatch(ref('none'), {}, { subresource: 'status' }),
        notFound,
      );
    },
  },
  {
    rule: 'lists by namespace and label, with the kind on each',
    check: async ({ client, put }) => {
      await put(exampleRollout());
      await put(exampleRollout('payments', 'payments-staging'));
      await put(exampleRollout('orders', 'payments-dev', 'orders'));
      const names = async (options: object) =>
        (await client.list(rollout, options)).map(
          ({ kind, metadata }) =>
            `${kind} ${metadata.namespace}/${metadata.name}`,
        );
      assert.equal((await names({})).length, 3);
      assert.deepEqual(await names({ namespace: 'payments-staging' }), [
        'Rollout payments-staging/payments',
      ]);
      assert.deepEqual(await names({ labelSelector: 'app=orders' }), [
        'Rollout payments-dev/orders',
      ]);
    },
  },
  {
    rule: 'applies what is not there and what is',
    check: async ({ client }) => {
      await client.apply(exampleRollout(), rollout, { force: true });
      const again = { ...exampleRollout(), spec: { replicas: 5 } };
      await client.apply(again, rollout, { force: true });
      const { spec } = await client.get(ref());
      assert.equal((spec as { replicas: number }).replicas, 5);
    },
  },
  {
    rule: 'applies nothing on a dry run',
    check: async ({ client }) => {
      await client.apply(exampleRollout(), rollout, { dryRun: true });
      await assert.rejects(client.get(ref()), { name: 'NotFoundError' });
    },
  },
  {
    rule: 'merges a patch and removes what is null in it',
    check: async ({ client, put }) => {
      await put(exampleRollout());
      await client.mergePatch(ref(), {
        spec: { paused: true, replicas: null },
      });
      const spec = (await client.get(ref())).spec as Record<string, unknown>;
      assert.equal(spec.paused, true);
      assert.notEqual(spec.replicas, 2);
    },
  },
  {
    rule: 'patches the status',
    check: async ({ client, put }) => {
      await put(exampleRollout());
      await client.mergePatch(
        ref(),
        { status: { abort: true } },
        { subresource: 'status' },
      );
      const { status } = await client.get(ref());
      assert.equal((status as { abort: boolean }).abort, true);
    },
  },
  {
    rule: 'says ConflictError when the object has changed since the version of a patch',
    check: async ({ client, put }) => {
      await put(exampleRollout());
      const { metadata } = await client.get(ref());
      await put({ ...exampleRollout(), spec: { replicas: 3 } });
      await assert.rejects(
        client.mergePatch(ref(), {
          metadata: { resourceVersion: metadata.resourceVersion ?? '' },
          spec: { paused: true },
        }),
        { name: 'ConflictError' },
      );
    },
  },
  {
    rule: 'deletes, but no namesake of another uid',
    check: async ({ client, put }) => {
      await put(exampleRollout());
      await assert.rejects(client.delete(ref(), { uid: 'of-another' }), {
        name: 'ConflictError',
      });
      await client.delete(ref());
      assert.deepEqual(await client.list(rollout), []);
    },
  },
  {
    rule: 'obeys a signal that has ended',
    check: async ({ client }) => {
      const signal = AbortSignal.abort(new Error('enough'));
      await assert.rejects(client.get(ref(), { signal }), /enough/);
    },
  },
  {
    rule: 'tells a watch what there is, then each change, until the signal ends',
    check: async ({ client, put }) => {
      await put(exampleRollout());
      const stop = new AbortController();
      const events: WatchEvent[] = [];
      const watching = client.watch(rollout, {
        namespace: 'payments-dev',
        signal: stop.signal,
        onEvent: event => events.push(event),
      });
      await until(() => events.some(({ kind }) => kind === 'alive'));
      await put(exampleRollout('orders'));
      await put(exampleRollout('other', 'payments-staging'));
      await client.delete(ref('orders'));
      await until(() => events.some(({ kind }) => kind === 'deleted'));
      stop.abort();
      await watching;
      const told = events.flatMap(event => {
        if (event.kind === 'listed') {
          return [`listed ${event.objects.length}`];
        }
        return 'object' in event
          ? [`${event.kind} ${event.object.metadata.name}`]
          : [];
      });
      // A controller may write more often than once.
      assert.deepEqual(
        [...new Set(told)],
        ['listed 1', 'changed orders', 'deleted orders'],
      );
    },
  },
  {
    rule: 'answers whether something is allowed',
    check: async ({ client }) => {
      const namespace = 'payments-dev';
      assert.equal(await client.can('patch', rollout, { namespace }), true);
      const status = { namespace, subresource: 'status' as const };
      assert.equal(await client.can('patch', rollout, status), true);
    },
  },
  {
    rule: 'says which release the API server is',
    check: async ({ client }) => {
      assert.match(await client.version(), /^v\d+\.\d+\.\d+/);
    },
  },
  {
    rule: 'says which kinds a group serves, and none for a group that is not there',
    check: async ({ client }) => {
      const kinds = await client.served('argoproj.io/v1alpha1');
      assert.equal(kinds.filter(kind => kind === 'Rollout').length, 1);
      assert.ok((await client.served('v1')).includes('Namespace'));
      assert.deepEqual(await client.served('example.com/v1'), []);
    },
  },
];
