import { jobState, runState, tellingRun } from './runs';

const run = (id: number, fields: object) => ({
  id,
  workflow_id: 1,
  run_number: id,
  html_url: `https://github.com/acme/payments/actions/runs/${id}`,
  status: 'completed',
  conclusion: 'success',
  ...fields,
});

it.each([
  ['queued', null, 'running', 'waiting'],
  ['in_progress', null, 'running', 'running'],
  ['waiting', null, 'waiting-for-person', 'waiting-for-person'],
  ['completed', 'success', 'succeeded', 'succeeded'],
  ['completed', 'neutral', 'succeeded', 'succeeded'],
  ['completed', 'skipped', 'skipped', 'skipped'],
  ['completed', 'cancelled', 'cancelled', 'cancelled'],
  ['completed', 'action_required', 'waiting-for-person', 'waiting-for-person'],
  ['completed', 'timed_out', 'failed', 'failed'],
  ['completed', 'startup_failure', 'failed', 'failed'],
])('a run that is %s with %s is %s, a job %s', (status, conclusion, a, b) => {
  expect(runState({ status, conclusion })).toBe(a);
  expect(jobState({ status, conclusion })).toBe(b);
});

it.each([
  ['there is none', [], undefined],
  ['one was run again', [run(1, { conclusion: 'failure' }), run(2, {})], 2],
  [
    'another workflow has failed',
    [run(1, { workflow_id: 2, conclusion: 'failure' }), run(2, {})],
    1,
  ],
  [
    'another workflow still runs',
    [run(1, {}), run(2, { workflow_id: 2, status: 'in_progress' })],
    2,
  ],
  [
    'another workflow had nothing to do',
    [run(1, {}), run(2, { workflow_id: 2, conclusion: 'skipped' })],
    1,
  ],
])('the run that tells most when %s', (_, runs, id) => {
  expect(tellingRun(runs)?.id).toBe(id);
});
