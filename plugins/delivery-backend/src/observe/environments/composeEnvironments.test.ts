import { EnvironmentState, Observed } from '@slipway/plugin-delivery-common';
import { SourceStatus } from '../cluster';
import { composeEnvironments } from './composeEnvironments';

const now = new Date('2026-01-01T00:01:00Z');
const since = '2026-01-01T00:00:30.000Z';
const up: SourceStatus = { name: 'a', synced: true, failures: 0 };
const starting: SourceStatus = { name: 'b', synced: false, failures: 0 };
const failing = { since, reason: 'connection refused' };
const down: SourceStatus = { ...up, failing, failures: 3 };
const neverUp: SourceStatus = { ...starting, failing, failures: 3 };

const live: Observed<EnvironmentState[]> = {
  kind: 'observed',
  freshness: { kind: 'live', at: '2026-01-01T00:00:00.000Z' },
  value: [],
};

describe('composeEnvironments', () => {
  it.each<
    [
      string,
      SourceStatus[],
      Observed<EnvironmentState[]> | undefined,
      object,
      boolean,
    ]
  >([
    [
      'is live when every source has told all and answers',
      [up, up],
      undefined,
      { kind: 'observed', freshness: { kind: 'live', at: now.toISOString() } },
      true,
    ],
    [
      'is stale when one fails that has told all before',
      [up, down],
      live,
      { kind: 'observed', freshness: { kind: 'stale', ...failing } },
      true,
    ],
    [
      'waits before the first list, and derives nothing from half of it',
      [up, starting],
      undefined,
      { kind: 'waiting', since: now.toISOString() },
      false,
    ],
    [
      'keeps what is stored before the first list',
      [starting],
      live,
      live,
      false,
    ],
    [
      'marks what is stored when the first list fails',
      [neverUp],
      live,
      { ...live, freshness: { kind: 'stale', ...failing } },
      false,
    ],
    [
      'is unreachable when nothing is stored and the first list fails',
      [up, neverUp],
      { kind: 'waiting', since },
      { kind: 'unreachable', ...failing },
      false,
    ],
    ['waits without a source', [], undefined, { kind: 'waiting' }, false],
  ])('%s', (_, sources, stored, expected, isDerived) => {
    const derive = jest.fn(() => []);
    expect(composeEnvironments({ sources, derive, stored, now })).toMatchObject(
      expected,
    );
    expect(derive).toHaveBeenCalledTimes(isDerived ? 1 : 0);
  });
});
