import { runStatus } from './runStatus';

describe('runStatus', () => {
  it.each([
    ['requested', undefined, 'waiting'],
    ['queued', undefined, 'waiting'],
    ['pending', undefined, 'waiting'],
    ['in_progress', undefined, 'running'],
    ['waiting', undefined, 'manual'],
    ['completed', 'success', 'succeeded'],
    ['completed', 'neutral', 'succeeded'],
    ['completed', 'failure', 'failed'],
    ['completed', 'timed_out', 'failed'],
    ['completed', 'startup_failure', 'failed'],
    ['completed', 'cancelled', 'cancelled'],
    ['completed', 'stale', 'cancelled'],
    ['completed', 'skipped', 'skipped'],
    ['completed', 'action_required', 'manual'],
    ['completed', undefined, 'unknown'],
    ['completed', 'of_a_later_github', 'unknown'],
    ['constructor', undefined, 'unknown'],
    [undefined, undefined, 'unknown'],
  ])('%s with %s is %s', (status, conclusion, expected) => {
    expect(runStatus({ status, conclusion })).toBe(expected);
  });
});
