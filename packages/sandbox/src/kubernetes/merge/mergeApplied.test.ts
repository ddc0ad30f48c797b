import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findKind } from '../resources/servedResources.ts';
import {
  apply,
  container,
  type Fields,
  pods,
  written,
} from '../testing/applyFields.ts';

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
describe('what an apply merges', () => {
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
});
