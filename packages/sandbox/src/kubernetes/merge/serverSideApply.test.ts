import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findKind } from '../resources/servedResources.ts';
import { type ManagerEntry, writeManagedFields } from './ManagedFields.ts';
import { recordUpdate } from './recordUpdate.ts';
import { serverSideApply } from './serverSideApply.ts';

const deploymentKind = findKind('apps/v1', 'Deployment')!;
const time = '2026-11-21T13:44:37Z';

type Fields = Record<string, any>;

/** An object whose fields were written by this manager in one update. */
function written(
  kind: typeof deploymentKind,
  fields: Fields,
  manager = 'kubectl',
) {
  const live = {
    apiVersion: '',
    kind: kind.kind,
    metadata: { name: 'x' },
    ...fields,
  };
  const managers = recordUpdate({
    kind,
    before: undefined,
    after: live,
    managers: [],
    writer: {
      manager,
      operation: 'Update',
      apiVersion: `${kind.group}/${kind.version}`.replace(/^\//, ''),
    },
    time,
  });
  return { live, managers };
}

function apply(
  kind: typeof deploymentKind,
  before: { live?: Fields; managers: ManagerEntry[] },
  fields: Fields,
  options: { manager?: string; force?: boolean } = {},
) {
  const { object, managers } = serverSideApply({
    kind,
    live: before.live,
    applied: {
      apiVersion: '',
      kind: kind.kind,
      metadata: { name: 'x' },
      ...fields,
    },
    managers: before.managers,
    fieldManager: options.manager ?? 'slipway',
    force: options.force ?? false,
    time,
  });
  return { live: object, managers };
}

const container = (name: string, more: Fields = {}) => ({ name, ...more });
const pods = (spec: Fields) => ({ spec: { template: { spec } } });

const merges: Array<{
  rule: string;
  kind?: [apiVersion: string, kind: string];
  live: Fields;
  applied: Fields;
  expected: Fields;
}> = [
  {
    rule: 'containers merge by name, and keep what others set in them',
    live: pods({ containers: [container('a', { image: 'a:1', tty: true })] }),
    applied: pods({
      containers: [container('a', { image: 'a:1' }), container('b')],
    }),
    expected: pods({
      containers: [container('a', { image: 'a:1', tty: true }), container('b')],
    }),
  },
  {
    rule: 'ports merge by number and protocol, TCP when none is given',
    live: pods({
      containers: [
        container('a', { ports: [{ containerPort: 80, protocol: 'TCP' }] }),
      ],
    }),
    applied: pods({
      containers: [
        container('a', {
          ports: [
            { containerPort: 80, name: 'http' },
            { containerPort: 80, protocol: 'UDP' },
          ],
        }),
      ],
    }),
    expected: pods({
      containers: [
        container('a', {
          ports: [
            { containerPort: 80, protocol: 'TCP', name: 'http' },
            { containerPort: 80, protocol: 'UDP' },
          ],
        }),
      ],
    }),
  },
  {
    rule: 'environment variables merge by name',
    live: pods({
      containers: [container('a', { env: [{ name: 'X', value: '1' }] })],
    }),
    applied: pods({
      containers: [container('a', { env: [{ name: 'Y', value: '2' }] })],
    }),
    expected: pods({
      containers: [
        container('a', {
          env: [
            { name: 'Y', value: '2' },
            { name: 'X', value: '1' },
          ],
        }),
      ],
    }),
  },
  {
    rule: 'pull secrets merge by name',
    live: pods({ imagePullSecrets: [{ name: 'one' }] }),
    applied: pods({ imagePullSecrets: [{ name: 'two' }] }),
    expected: pods({ imagePullSecrets: [{ name: 'two' }, { name: 'one' }] }),
  },
  {
    rule: 'labels and annotations merge by key',
    live: {
      metadata: { name: 'x', labels: { a: '1' }, annotations: { n: '1' } },
    },
    applied: { metadata: { name: 'x', labels: { b: '2' } } },
    expected: {
      metadata: {
        name: 'x',
        labels: { a: '1', b: '2' },
        annotations: { n: '1' },
      },
    },
  },
  {
    rule: 'owners merge by uid',
    live: {
      metadata: { name: 'x', ownerReferences: [{ uid: '1', name: 'a' }] },
    },
    applied: {
      metadata: { name: 'x', ownerReferences: [{ uid: '2', name: 'b' }] },
    },
    expected: {
      metadata: {
        name: 'x',
        ownerReferences: [
          { uid: '2', name: 'b' },
          { uid: '1', name: 'a' },
        ],
      },
    },
  },
  {
    rule: 'the ports of a Service merge by number',
    kind: ['v1', 'Service'],
    live: { spec: { ports: [{ port: 80, protocol: 'TCP', nodePort: 30080 }] } },
    applied: { spec: { ports: [{ port: 80, name: 'http' }] } },
    expected: {
      spec: {
        ports: [{ port: 80, protocol: 'TCP', nodePort: 30080, name: 'http' }],
      },
    },
  },
  {
    rule: 'the pod template of a Rollout merges like that of a Deployment',
    kind: ['argoproj.io/v1alpha1', 'Rollout'],
    live: pods({ containers: [container('a', { tty: true })] }),
    applied: pods({ containers: [container('a', { image: 'a:1' })] }),
    expected: pods({
      containers: [container('a', { tty: true, image: 'a:1' })],
    }),
  },
];

describe('server-side apply', () => {
  for (const { rule, kind, live, applied, expected } of merges) {
    it(rule, () => {
      const found = findKind(...(kind ?? ['apps/v1', 'Deployment']))!;
      const result = apply(found, written(found, live), applied, {
        force: true,
      });
      const { apiVersion: _version, kind: _kind, ...rest } = result.live;
      assert.deepEqual(rest, { metadata: { name: 'x' }, ...expected });
    });
  }

  const atomic: Array<
    [rule: string, kind: [string, string], live: Fields, applied: Fields]
  > = [
    [
      'the steps of a canary are replaced as a whole',
      ['argoproj.io/v1alpha1', 'Rollout'],
      {
        spec: {
          strategy: { canary: { steps: [{ setWeight: 10 }, { pause: {} }] } },
        },
      },
      { spec: { strategy: { canary: { steps: [{ setWeight: 50 }] } } } },
    ],
    [
      'the selector of a Service is replaced as a whole',
      ['v1', 'Service'],
      { spec: { selector: { app: 'a', tier: 'web' } } },
      { spec: { selector: { app: 'b' } } },
    ],
    [
      'the destinations of an AppProject are replaced as a whole',
      ['argoproj.io/v1alpha1', 'AppProject'],
      { spec: { destinations: [{ namespace: 'a' }, { namespace: 'b' }] } },
      { spec: { destinations: [{ namespace: 'c' }] } },
    ],
  ];
  for (const [rule, kind, live, applied] of atomic) {
    it(rule, () => {
      const found = findKind(...kind)!;
      const before = written(found, live);
      assert.throws(() => apply(found, before, applied), { code: 409 });
      const result = apply(found, before, applied, { force: true });
      assert.deepEqual(result.live.spec, applied.spec);
    });
  }

  it('a conflict names every field, by manager', () => {
    const before = written(deploymentKind, {
      spec: {
        replicas: 1,
        template: { spec: { containers: [container('a', { image: 'a:1' })] } },
      },
    });
    assert.throws(
      () =>
        apply(deploymentKind, before, {
          spec: {
            replicas: 2,
            template: {
              spec: { containers: [container('a', { image: 'a:2' })] },
            },
          },
        }),
      {
        reason: 'Conflict',
        message:
          'Apply failed with 2 conflicts: conflicts with "kubectl" using apps/v1:\n- .spec.replicas\n- .spec.template.spec.containers[name="a"].image',
      },
    );
  });

  it('force takes the field away from its manager', () => {
    const before = written(deploymentKind, {
      spec: { replicas: 1, paused: true },
    });
    const { managers } = apply(
      deploymentKind,
      before,
      { spec: { replicas: 2 } },
      { force: true },
    );
    assert.deepEqual(
      writeManagedFields(managers).map(entry => [
        entry.manager,
        entry.fieldsV1,
      ]),
      [
        ['kubectl', { 'f:spec': { 'f:paused': {} } }],
        ['slipway', { 'f:spec': { 'f:replicas': {} } }],
      ],
    );
  });

  it('a value that is the same already is shared without a conflict', () => {
    const before = written(deploymentKind, { spec: { replicas: 1 } });
    const { managers } = apply(deploymentKind, before, {
      spec: { replicas: 1 },
    });
    assert.equal(managers.length, 2);
  });

  it('what is no longer applied goes, unless somebody else manages it', () => {
    const first = apply(
      deploymentKind,
      { managers: [] },
      { spec: { replicas: 1, paused: true, minReadySeconds: 5 } },
    );
    const shared = apply(
      deploymentKind,
      first,
      { spec: { paused: true } },
      { manager: 'other' },
    );
    const last = apply(deploymentKind, shared, { spec: { replicas: 1 } });
    assert.deepEqual(last.live.spec, { replicas: 1, paused: true });
  });

  it('an item that is no longer applied goes, with what was defaulted in it', () => {
    const first = apply(
      deploymentKind,
      { managers: [] },
      pods({ containers: [container('a'), container('b')] }),
    );
    first.live.spec.template.spec.containers[1].imagePullPolicy = 'Always';
    const last = apply(
      deploymentKind,
      first,
      pods({ containers: [container('a')] }),
    );
    assert.deepEqual(last.live.spec.template.spec.containers, [container('a')]);
  });

  it('a status in what is applied does not count where there is a subresource', () => {
    const result = apply(
      deploymentKind,
      { managers: [] },
      { spec: { replicas: 1 }, status: { replicas: 9 } },
    );
    assert.equal(result.live.status, undefined);
  });

  it('an item without its key cannot be applied', () => {
    assert.throws(
      () =>
        apply(
          deploymentKind,
          { managers: [] },
          pods({ containers: [{ image: 'a' }] }),
        ),
      /omits key field "name"/,
    );
  });
});
