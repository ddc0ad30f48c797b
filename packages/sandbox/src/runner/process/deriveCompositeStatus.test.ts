import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CiStatus } from '../statuses.ts';
import { deriveCompositeStatus } from './deriveCompositeStatus.ts';

/** `failed?` is a job that may fail. */
function parts(words: string) {
  return words
    .split(' ')
    .filter(Boolean)
    .map(word => ({
      status: word.replace('?', '') as CiStatus,
      allowFailure: word.endsWith('?'),
    }));
}

const cases: Array<[string, string, CiStatus | undefined]> = [
  ['nothing has no status', '', undefined],
  ['all passed is passed', 'success success', 'success'],
  ['one failed is failed', 'success failed', 'failed'],
  ['failed waits for what still runs', 'failed running', 'running'],
  ['failed waits for what is pending', 'failed pending', 'running'],
  ['failed with the rest skipped is failed', 'failed skipped', 'failed'],
  ['a failure that is allowed passes', 'success failed?', 'success'],
  ['only skipped is skipped', 'skipped skipped', 'skipped'],
  ['skipped beside passed is passed', 'success skipped', 'success'],
  ['nothing begun is created', 'created created', 'created'],
  ['the first pending makes it pending', 'pending created', 'pending'],
  ['between two jobs it runs', 'success created', 'running'],
  ['one running makes it run', 'running created', 'running'],
  ['waiting for a person is manual', 'success manual created', 'manual'],
  [
    'a manual job that is optional is not waited for',
    'success manual?',
    'success',
  ],
  ['only optional manual jobs are skipped', 'manual? manual?', 'skipped'],
  ['cancelled with passed is cancelled', 'success canceled', 'canceled'],
  ['cancelled and failed is failed', 'failed canceled', 'failed'],
  ['a delayed job is scheduled', 'success scheduled', 'scheduled'],
  [
    'a resource that is waited for is said',
    'success waiting_for_resource',
    'waiting_for_resource',
  ],
];

for (const [rule, words, expected] of cases) {
  test(rule, () => {
    assert.equal(deriveCompositeStatus(parts(words)), expected);
  });
}

const needs: Array<[string, string, CiStatus]> = [
  ['needs that all passed have passed', 'success success', 'success'],
  ['a need that was skipped skips', 'success skipped', 'skipped'],
  ['a need that is not ended is waited for', 'success running', 'pending'],
  ['a need that nobody has started is waited for', 'manual', 'pending'],
  ['an optional manual need skips', 'manual?', 'skipped'],
  ['a need that failed has failed', 'success failed', 'failed'],
];

for (const [rule, words, expected] of needs) {
  test(rule, () => {
    const status = deriveCompositeStatus(parts(words), { needs: true });
    assert.equal(status, expected);
  });
}
