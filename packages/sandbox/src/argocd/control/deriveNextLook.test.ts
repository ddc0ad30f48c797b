import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deriveNextLook } from './deriveNextLook.ts';

describe('when an Application is looked at again by itself', () => {
  const cases: Array<
    [name: string, reconciledAt: string | undefined, seconds: number]
  > = [
    ['just compared: after the whole time', '12:00:00', 180],
    ['a look a moment too early: when the time is up', '11:57:01', 1],
    ['compared long ago, and not now: after the whole time', '11:50:00', 180],
    ['never compared: after the whole time', undefined, 180],
  ];
  for (const [name, time, seconds] of cases) {
    it(name, () => {
      assert.equal(
        deriveNextLook({
          reconciledAt: time && `2026-01-01T${time}Z`,
          now: new Date('2026-01-01T12:00:00Z'),
          resyncSeconds: 180,
        }),
        seconds * 1_000,
      );
    });
  }
});
