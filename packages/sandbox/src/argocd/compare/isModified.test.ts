import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StoredObject } from '../../world/seams.ts';
import type { Manifest } from '../model/Manifest.ts';
import { isModified } from './isModified.ts';

const serverSide = true;
const ignoreDifferences = [
  {
    group: '',
    kind: 'Service',
    jsonPointers: ['/spec/selector/rollouts-pod-template-hash'],
  },
];

function service(selector: Record<string, string>) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector },
  };
}

function workload(apiVersion: string, kind: string, port: object) {
  return {
    apiVersion,
    kind,
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      template: { spec: { containers: [{ name: 'app', ports: [port] }] } },
    },
  };
}

const wanted = service({ app: 'web' });
const hashed = service({ app: 'web', 'rollouts-pod-template-hash': '7bd9f' });
const bare = { containerPort: 80 };
const full = { containerPort: 80, protocol: 'TCP' };
const asRollout = (port: object) =>
  workload('argoproj.io/v1alpha1', 'Rollout', port);
const asDeployment = (port: object) => workload('apps/v1', 'Deployment', port);

describe('isModified', () => {
  // Each as the real Argo CD 3.5 answers; the first is what a blue-green launch ran into.
  const cases: Array<[string, object, object, object, boolean]> = [
    ['a hash in a selector, server-side', wanted, hashed, { serverSide }, true],
    ['a hash in a selector, client-side', wanted, hashed, {}, false],
    [
      'a hash that is ignored',
      wanted,
      hashed,
      { serverSide, ignoreDifferences },
      false,
    ],
    [
      'a port of a Rollout without its protocol',
      asRollout(bare),
      asRollout(full),
      { serverSide },
      true,
    ],
    [
      'a port of a Rollout with its protocol',
      asRollout(full),
      asRollout(full),
      { serverSide },
      false,
    ],
    [
      'a port of a Deployment without its protocol',
      asDeployment(bare),
      asDeployment(full),
      { serverSide },
      false,
    ],
  ];
  for (const [name, target, live, rules, modified] of cases) {
    it(`finds ${name} ${modified ? 'different' : 'the same'}`, () => {
      assert.equal(
        isModified(target as Manifest, live as StoredObject, rules),
        modified,
      );
    });
  }
});
