import assert from 'node:assert/strict';
import test from 'node:test';
import { applyLimitRanges } from './applyLimitRanges.ts';

const range = (limits: object) => ({ spec: { limits: [limits] } } as never);

function after(resources: object | undefined, ...ranges: never[]) {
  const pod = { spec: { containers: [{ name: 'app', resources }] } };
  applyLimitRanges(pod as never, ranges);
  return pod.spec.containers[0].resources;
}

const defaults = {
  type: 'Container',
  default: { memory: '256Mi' },
  defaultRequest: { cpu: '50m', memory: '128Mi' },
};

const cases: Array<[string, object | undefined, object, object]> = [
  [
    'a container that asks for nothing gets the defaults',
    undefined,
    defaults,
    {
      limits: { memory: '256Mi' },
      requests: { cpu: '50m', memory: '128Mi' },
    },
  ],
  [
    'what it says itself stays, and a limit of its own is its request',
    { limits: { memory: '1Gi' } },
    defaults,
    { limits: { memory: '1Gi' }, requests: { cpu: '50m', memory: '1Gi' } },
  ],
  [
    'limits of pods are not those of containers',
    undefined,
    { type: 'Pod', max: { memory: '1Gi' } },
    {},
  ],
];

for (const [rule, resources, limits, expected] of cases) {
  test(rule, () => {
    assert.deepEqual(after(resources, range(limits)) ?? {}, expected);
  });
}
