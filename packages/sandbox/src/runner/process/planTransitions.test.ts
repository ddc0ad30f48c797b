import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CiStatus } from '../statuses.ts';
import { jobsAfter, planTransitions } from './planTransitions.ts';
import type { PlannedJob } from './planTransitions.ts';

const stages = ['build', 'test', 'deploy'];

/** `name stage status when?needs`: `deploy deploy created manual <build,test` */
function jobs(...lines: string[]): PlannedJob[] {
  return lines.map((line, index) => {
    const [name, stage, status, ...more] = line.split(' ');
    const needs = more.find(word => word.startsWith('<'));
    const when = more.find(word => /^[a-z_]+$/.test(word)) ?? 'on_success';
    return {
      id: index + 1,
      name,
      stage,
      status: status.replace('?', '') as CiStatus,
      when: when as PlannedJob['when'],
      allowFailure: status.endsWith('?'),
      needs: needs ? needs.slice(1).split(',').filter(Boolean) : null,
    };
  });
}

const cases: Array<{
  rule: string;
  jobs: string[];
  to: Record<string, string>;
}> = [
  {
    rule: 'the first stage starts at once',
    jobs: ['a build created', 'b build created', 'c test created'],
    to: { a: 'pending', b: 'pending' },
  },
  {
    rule: 'a stage waits for all of the stage before',
    jobs: ['a build success', 'b build running', 'c test created'],
    to: {},
  },
  {
    rule: 'a stage that passed lets the next one start',
    jobs: ['a build success', 'c test created'],
    to: { c: 'pending' },
  },
  {
    rule: 'a failure skips the next stage',
    jobs: ['a build failed', 'c test created', 'd deploy created'],
    to: { c: 'skipped' },
  },
  {
    rule: 'and then the one after that',
    jobs: ['a build failed', 'c test skipped', 'd deploy created'],
    to: { d: 'skipped' },
  },
  {
    rule: 'a failure that is allowed does not',
    jobs: ['a build failed?', 'c test created'],
    to: { c: 'pending' },
  },
  {
    rule: 'on_failure runs after a failure only',
    jobs: ['a build failed', 'c test created on_failure'],
    to: { c: 'pending' },
  },
  {
    rule: 'on_failure is skipped when all went well',
    jobs: ['a build success', 'c test created on_failure'],
    to: { c: 'skipped' },
  },
  {
    rule: 'always runs either way',
    jobs: ['a build failed', 'c deploy created always'],
    to: { c: 'pending' },
  },
  {
    rule: 'a job by hand waits for a person',
    jobs: ['a build success', 'c deploy created manual'],
    to: { c: 'manual' },
  },
  {
    rule: 'a job by hand after a failure is skipped',
    jobs: ['a build failed', 'c deploy created manual'],
    to: { c: 'skipped' },
  },
  {
    rule: 'a delayed job is scheduled',
    jobs: ['a build success', 'c deploy created delayed'],
    to: { c: 'scheduled' },
  },
  {
    rule: 'what follows a blocking job by hand waits',
    jobs: ['a build manual', 'c test created'],
    to: {},
  },
  {
    rule: 'what follows an optional job by hand goes on',
    jobs: ['a build manual?', 'c test created'],
    to: { c: 'pending' },
  },
  {
    rule: 'a job with needs does not wait for its stage',
    jobs: ['a build success', 'b build running', 'c test created <a'],
    to: { c: 'pending' },
  },
  {
    rule: 'a job that needs nothing starts at once',
    jobs: ['a build running', 'c deploy created <'],
    to: { c: 'pending' },
  },
  {
    rule: 'a need that was skipped skips the job',
    jobs: ['a build skipped', 'c test created <a'],
    to: { c: 'skipped' },
  },
  {
    rule: 'a stage that was skipped does not stop the next',
    jobs: ['a build skipped', 'c test created'],
    to: { c: 'pending' },
  },
  {
    rule: 'what was cancelled skips what comes after',
    jobs: ['a build canceled', 'c test created'],
    to: { c: 'skipped' },
  },
];

for (const { rule, jobs: lines, to } of cases) {
  test(rule, () => {
    const planned = jobs(...lines);
    const transitions = planTransitions(stages, planned).map(one => [
      planned.find(job => job.id === one.jobId)!.name,
      one.to,
    ]);
    assert.deepEqual(Object.fromEntries(transitions), to);
  });
}

test('what comes after a job is found by stages and by needs', () => {
  const planned = jobs(
    'a build success',
    'b build failed',
    'c test skipped <b',
    'd deploy skipped',
    'e deploy success <a',
  );
  const after = jobsAfter(stages, planned, 'b').map(job => job.name);
  assert.deepEqual(after, ['c', 'd']);
});
