import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { trimObject } from './trimObject.ts';

const rollout = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: {
    name: 'demo',
    namespace: 'shop',
    resourceVersion: '7',
    managedFields: [{ manager: 'rollouts-controller' }],
  },
  spec: { replicas: 4 },
  status: { phase: 'Healthy' },
};

describe('trimObject', () => {
  it('leaves out who manages the fields', () => {
    assert.deepEqual(trimObject(rollout, undefined).metadata, {
      name: 'demo',
      namespace: 'shop',
      resourceVersion: '7',
    });
  });

  it('keeps a spec that is new, and leaves out one that is as before', () => {
    assert.deepEqual(trimObject(rollout, '{"replicas":3}').spec, {
      replicas: 4,
    });
    assert.equal('spec' in trimObject(rollout, '{"replicas":4}'), false);
  });

  it('keeps the operation of an Application and every status', () => {
    const operation = { sync: { revision: 'main' } };
    const trimmed = trimObject({ ...rollout, operation }, undefined);
    assert.deepEqual(trimmed.operation, operation);
    assert.deepEqual(trimmed.status, { phase: 'Healthy' });
    assert.equal('operation' in trimObject(rollout, undefined), false);
  });
});
