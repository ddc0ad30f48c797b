import {
  KubernetesObject,
  resourceKinds,
  WatchEvent,
} from '@slipway/plugin-delivery-node';
import { ClusterFacts } from './ClusterFacts';
import { reduceWatchEvent } from './reduceWatchEvent';

function pod(
  name: string,
  resourceVersion: string,
  rest: {
    uid?: string;
    namespace?: string;
    owner?: string;
    spec?: unknown;
  } = {},
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: rest.namespace ?? 'a',
      uid: rest.uid ?? `uid-${name}`,
      resourceVersion,
      ...(rest.owner && {
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name: 'set',
            uid: rest.owner,
            controller: true,
          },
        ],
      }),
    },
    spec: 'spec' in rest ? rest.spec : {},
  };
}

const listed = (...objects: KubernetesObject[]): WatchEvent => ({
  kind: 'listed',
  objects,
});
const changed = (object: KubernetesObject): WatchEvent => ({
  kind: 'changed',
  object,
});
const deleted = (object: KubernetesObject): WatchEvent => ({
  kind: 'deleted',
  object,
});

function run(events: WatchEvent[]) {
  const state = new ClusterFacts('sandbox');
  const changes = events.map(event =>
    reduceWatchEvent(state, 'sandbox', resourceKinds.pod, event).changed.map(
      it => `${it.name}@${it.resourceVersion}`,
    ),
  );
  const pods = state
    .refs('Pod')
    .map(it => `${it.name}@${it.resourceVersion}`)
    .sort();
  return { state, pods, changes };
}

describe('reduceWatchEvent', () => {
  it.each<[string, WatchEvent[], string[], string[]]>([
    [
      'takes a list',
      [listed(pod('a', '1'), pod('b', '2'))],
      ['a@1', 'b@2'],
      ['a@1', 'b@2'],
    ],
    [
      'takes a change before the addition',
      [changed(pod('a', '5'))],
      ['a@5'],
      ['a@5'],
    ],
    [
      'ignores an older writing of the same object',
      [changed(pod('a', '10')), changed(pod('a', '9'))],
      ['a@10'],
      [],
    ],
    [
      'compares versions as numbers, not as text',
      [changed(pod('a', '9')), changed(pod('a', '10'))],
      ['a@10'],
      ['a@10'],
    ],
    [
      'ignores the same writing told twice',
      [changed(pod('a', '9')), changed(pod('a', '9'))],
      ['a@9'],
      [],
    ],
    [
      'takes a lower version of a namesake made anew',
      [changed(pod('a', '9')), changed(pod('a', '2', { uid: 'other' }))],
      ['a@2'],
      ['a@2'],
    ],
    [
      'takes versions that are not numbers as they come',
      [changed(pod('a', 'x9')), changed(pod('a', 'x1'))],
      ['a@x1'],
      ['a@x1'],
    ],
    [
      'drops what is deleted',
      [changed(pod('a', '9')), deleted(pod('a', '10'))],
      [],
      ['a@10'],
    ],
    [
      'ignores the late deletion of a namesake',
      [
        changed(pod('a', '9', { uid: 'new' })),
        deleted(pod('a', '8', { uid: 'old' })),
      ],
      ['a@9'],
      [],
    ],
    [
      'ignores the deletion of what it never knew',
      [deleted(pod('a', '9'))],
      [],
      [],
    ],
    [
      'drops on a relist what is gone, and tells it',
      [
        listed(pod('a', '1'), pod('b', '2')),
        listed(pod('b', '2'), pod('c', '3')),
      ],
      ['b@2', 'c@3'],
      ['a@1', 'c@3'],
    ],
    [
      'takes a list of lower versions, as after a restore',
      [listed(pod('a', '900')), listed(pod('a', '3'))],
      ['a@3'],
      ['a@3'],
    ],
    [
      'changes nothing when the watch is up',
      [changed(pod('a', '1')), { kind: 'alive' }],
      ['a@1'],
      [],
    ],
    [
      'keeps what it knows while the source cannot be reached',
      [changed(pod('a', '1')), { kind: 'failed', error: new Error('gone') }],
      ['a@1'],
      [],
    ],
  ])('%s', (_, events, pods, lastChange) => {
    const result = run(events);
    expect(result.pods).toEqual(pods);
    expect(result.changes.at(-1)).toEqual(lastChange);
  });

  it('replaces only what is in the scope of the watch', () => {
    const state = new ClusterFacts('sandbox');
    const inNamespace = (namespace: string, event: WatchEvent) =>
      reduceWatchEvent(state, 'sandbox', resourceKinds.pod, event, {
        namespace,
      });
    inNamespace('a', listed(pod('x', '1')));
    inNamespace('b', listed(pod('y', '2', { namespace: 'b' })));
    inNamespace('a', listed());
    expect(state.refs('Pod').map(it => it.name)).toEqual(['y']);
  });

  it('replaces only its own kind', () => {
    const { state } = run([listed(pod('a', '1'))]);
    reduceWatchEvent(state, 'sandbox', resourceKinds.replicaSet, listed());
    expect(state.refs('Pod')).toHaveLength(1);
  });

  it('keeps the kind of list items that come without it', () => {
    const { kind, apiVersion, ...item } = pod('a', '1');
    const { state } = run([listed(item as KubernetesObject)]);
    expect(state.get('Pod', 'a', 'a')).toBeDefined();
  });

  it('blanks an object that cannot be read, and only that', () => {
    const { state } = run([
      listed(pod('a', '1'), pod('b', '2')),
      changed(pod('a', '3', { spec: 'broken' })),
    ]);
    expect(state.get('Pod', 'a', 'a')).toBeUndefined();
    expect(state.get('Pod', 'a', 'b')).toBeDefined();
    expect(state.unreadable('a').map(it => it.ref.name)).toEqual(['a']);
  });

  it('finds objects by namespace and by owner, and forgets them there too', () => {
    const { state } = run([
      listed(
        pod('a', '1', { owner: 'set-1' }),
        pod('b', '2', { owner: 'set-2' }),
        pod('c', '3', { namespace: 'b', owner: 'set-1' }),
      ),
      deleted(pod('a', '4')),
      changed(pod('b', '5', { owner: 'set-1' })),
    ]);
    expect(state.ownedBy('Pod', 'set-1').map(it => it.ref.name)).toEqual([
      'c',
      'b',
    ]);
    expect(state.ownedBy('Pod', 'set-2')).toEqual([]);
    expect(state.inNamespace('Pod', 'a').map(it => it.ref.name)).toEqual(['b']);
    expect(state.size).toBe(2);
  });

  it('finds the objects of one namespace among many without walking through all', () => {
    const state = new ClusterFacts('sandbox');
    const objects = Array.from({ length: 20_000 }, (_, index) =>
      pod(`p${index}`, String(index + 1), { namespace: `n${index % 500}` }),
    );
    reduceWatchEvent(state, 'sandbox', resourceKinds.pod, listed(...objects));
    const start = performance.now();
    for (let round = 0; round < 2000; round += 1) {
      expect(state.inNamespace('Pod', `n${round % 500}`).length).toBe(40);
    }
    // Walking through 20,000 objects 2,000 times takes many seconds.
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
