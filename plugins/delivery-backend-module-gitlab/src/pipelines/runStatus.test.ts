import { runStatus } from './runStatus';

describe('runStatus', () => {
  it.each([
    ['created', 'waiting'],
    ['waiting_for_resource', 'waiting'],
    ['preparing', 'waiting'],
    ['waiting_for_callback', 'waiting'],
    ['pending', 'waiting'],
    ['scheduled', 'waiting'],
    ['running', 'running'],
    ['canceling', 'running'],
    ['success', 'succeeded'],
    ['failed', 'failed'],
    ['canceled', 'cancelled'],
    ['skipped', 'skipped'],
    ['manual', 'manual'],
    ['of_a_later_gitlab', 'unknown'],
    ['constructor', 'unknown'],
  ])('%s is %s', (status, expected) => {
    expect(runStatus(status)).toBe(expected);
  });
});
