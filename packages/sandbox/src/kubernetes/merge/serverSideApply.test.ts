import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findKind } from '../resources/servedResources.ts';
import { apply, container, pods, written } from '../testing/applyFields.ts';
import { writeManagedFields } from './ManagedFields.ts';

const deploymentKind = findKind('apps/v1', 'Deployment')!;

describe('server-side apply', () => {
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
