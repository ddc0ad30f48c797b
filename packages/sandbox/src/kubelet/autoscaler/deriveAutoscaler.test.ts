import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  deriveAutoscalerStatus,
  deriveWantedReplicas,
} from './deriveAutoscaler.ts';

describe('deriveWantedReplicas', () => {
  const cases: Array<
    [string, { minReplicas?: number; maxReplicas: number }, number, number]
  > = [
    ['raises to the least', { minReplicas: 2, maxReplicas: 4 }, 1, 2],
    ['lowers to the most', { minReplicas: 1, maxReplicas: 2 }, 5, 2],
    ['keeps what is within', { minReplicas: 1, maxReplicas: 4 }, 3, 3],
    ['takes one as the least by default', { maxReplicas: 4 }, 0, 1],
  ];
  for (const [rule, spec, current, wanted] of cases) {
    it(rule, () => {
      assert.equal(deriveWantedReplicas(spec, current), wanted);
    });
  }
});

describe('deriveAutoscalerStatus', () => {
  it('has the conditions that say that it works', () => {
    const { conditions } = deriveAutoscalerStatus({
      current: 1,
      wanted: 1,
      since: '2026-01-01T00:00:00Z',
    });

    assert.deepEqual(
      conditions.map(({ type, status }) => [type, status]),
      [
        ['AbleToScale', 'True'],
        ['ScalingActive', 'True'],
        ['ScalingLimited', 'False'],
      ],
    );
  });
});
