import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunJobRecord, RunRecord } from '../records/actionsRecords.ts';
import type { ParsedJob } from '../workflow/ParsedWorkflow.ts';
import { deriveGate } from '../engine/deriveGate.ts';
import { isHeldUp, supersededRuns } from '../engine/planConcurrency.ts';
import { planRerun } from '../engine/planRerun.ts';
import { derivePermissions } from './derivePermissions.ts';
import {
  deriveResult,
  deriveRunState,
  jobStatusFunctions,
  readyJobs,
} from './deriveResults.ts';
import { expandMatrix, matrixName } from './expandMatrix.ts';

test('a matrix is every combination of its axes', () => {
  assert.deepEqual(expandMatrix({ os: ['a', 'b'], v: [1, 2] }), [
    { os: 'a', v: 1 },
    { os: 'a', v: 2 },
    { os: 'b', v: 1 },
    { os: 'b', v: 2 },
  ]);
});

test('exclude takes out, include adds to what it fits or stands alone', () => {
  assert.deepEqual(
    expandMatrix({
      os: ['a', 'b'],
      v: [1, 2],
      exclude: [{ os: 'b', v: 1 }],
      include: [{ os: 'a', extra: true }, { os: 'c', v: 3 }, { color: 'red' }],
    }),
    [
      { os: 'a', v: 1, extra: true, color: 'red' },
      { os: 'a', v: 2, extra: true, color: 'red' },
      { os: 'b', v: 2, color: 'red' },
      { os: 'c', v: 3 },
    ],
  );
});

test('a matrix of include alone is its entries', () => {
  assert.deepEqual(expandMatrix({ include: [{ a: 1 }, { a: 2 }] }), [
    { a: 1 },
    { a: 2 },
  ]);
});

test('the values of a matrix are in the names of its jobs', () => {
  assert.equal(matrixName('build', { os: 'a', v: 1 }), 'build (a, 1)');
  assert.equal(matrixName('build', {}), 'build');
});

test('permissions: the job’s list, else the workflow’s, else the setting', () => {
  const packages = { entries: [['packages', 'write']] as [string, string][] };
  const none = { entries: [] };
  assert.deepEqual(derivePermissions('read-all', packages, 'write'), {
    metadata: 'read',
    packages: 'write',
  });
  assert.deepEqual(derivePermissions(none, undefined, 'write'), {
    metadata: 'read',
  });
  assert.deepEqual(derivePermissions(undefined, undefined, 'read'), {
    metadata: 'read',
    contents: 'read',
    packages: 'read',
  });
  assert.equal(
    derivePermissions(undefined, undefined, 'write').packages,
    'write',
  );
  assert.equal(
    derivePermissions('write-all', undefined, 'read').pull_requests,
    'write',
  );
});

const file = (id: string, ...needs: string[]) =>
  ({ id, needs } as unknown as ParsedJob);
const all = [
  file('lint'),
  file('test'),
  file('build', 'lint', 'test'),
  file('deploy', 'build'),
];
const done = (key: string, conclusion: RunJobRecord['conclusion'], more = {}) =>
  ({
    key,
    status: 'completed',
    conclusion,
    continueOnError: false,
    ...more,
  } as RunJobRecord);

test('a job is ready when all that it needs has ended', () => {
  assert.deepEqual(
    readyJobs(all, []).map(job => job.id),
    ['lint', 'test'],
  );
  assert.deepEqual(
    readyJobs(all, [done('lint', 'success'), done('test', 'failure')]).map(
      job => job.id,
    ),
    ['build'],
  );
});

test('a failure reaches those that depend on it from afar', () => {
  const jobs = [
    done('lint', 'success'),
    done('test', 'failure'),
    done('build', 'skipped'),
  ];
  assert.deepEqual(jobStatusFunctions(all[3], all, jobs, false), {
    success: false,
    failure: true,
    cancelled: false,
  });
});

test('a job that may fail is a success to others', () => {
  assert.equal(
    deriveResult('lint', [done('lint', 'failure', { continueOnError: true })]),
    'success',
  );
});

for (const [conclusions, expected] of [
  [['success', 'success', 'success', 'success'], 'success'],
  [['success', 'failure', 'skipped', 'skipped'], 'failure'],
  [['success', 'timed_out', 'skipped', 'skipped'], 'failure'],
  [['success', 'cancelled', 'skipped', 'skipped'], 'cancelled'],
  [['skipped', 'skipped', 'skipped', 'skipped'], 'skipped'],
] as Array<[Array<RunJobRecord['conclusion']>, string]>) {
  test(`a run of jobs ${conclusions.join(', ')} is ${expected}`, () => {
    const jobs = all.map((job, index) => done(job.id, conclusions[index]));
    assert.deepEqual(deriveRunState(all, jobs), {
      status: 'completed',
      conclusion: expected,
    });
  });
}

test('a run of which all that is left waits for approval is waiting', () => {
  const jobs = [
    done('lint', 'success'),
    done('test', 'success'),
    done('build', 'success'),
    { ...done('deploy', null), status: 'waiting' as const },
  ];
  assert.equal(deriveRunState(all, jobs).status, 'waiting');
});

const job = (id: number, key: string, conclusion: RunJobRecord['conclusion']) =>
  ({ ...done(key, conclusion), id } as RunJobRecord);
const attempt = [
  job(1, 'lint', 'success'),
  job(2, 'test', 'failure'),
  job(3, 'build', 'skipped'),
  job(4, 'deploy', 'skipped'),
];

for (const [scope, kept] of [
  [{ kind: 'all' }, []],
  [{ kind: 'failed' }, ['lint']],
  [{ kind: 'job', jobId: 1 }, ['test']],
  [{ kind: 'job', jobId: 4 }, ['lint', 'test', 'build']],
] as const) {
  test(`running ${JSON.stringify(scope)} again keeps ${
    kept.join(', ') || 'none'
  }`, () => {
    assert.deepEqual(
      planRerun(all, attempt, scope).map(one => one.key),
      kept,
    );
  });
}

const run = (id: number, status: RunRecord['status'], more = {}) =>
  ({
    id,
    projectId: 1,
    concurrencyGroup: 'deploy',
    cancelInProgress: false,
    status,
    ...more,
  } as RunRecord);

test('a run waits for an older one of its group, whatever the case of its name', () => {
  const older = run(1, 'in_progress', { concurrencyGroup: 'Deploy' });
  assert.equal(isHeldUp(run(2, 'queued'), [older]), true);
  assert.equal(isHeldUp(run(2, 'queued', { projectId: 2 }), [older]), false);
  assert.equal(isHeldUp(run(2, 'queued'), [run(1, 'completed')]), false);
});

test('a new run takes the place of the one that waited, or of all where it says so', () => {
  const runs = [run(1, 'in_progress'), run(2, 'pending')];
  const ids = (one: RunRecord) =>
    supersededRuns(one, runs).map(each => each.id);
  assert.deepEqual(ids(run(3, 'queued')), [2]);
  assert.deepEqual(ids(run(3, 'queued', { cancelInProgress: true })), [1, 2]);
});

const environment = {
  id: 1,
  projectId: 1,
  name: 'production',
  waitMinutes: 0,
  preventSelfReview: false,
  reviewers: [],
  branchPolicy: null,
  branchPatterns: [],
  createdAt: '',
  updatedAt: '',
};
const asked = {
  ref: 'refs/heads/main',
  isProtected: false,
  createdAt: '2026-01-01T00:00:00Z',
  approved: false,
  now: new Date('2026-01-01T00:01:00Z'),
};
const reviewers = [{ type: 'User' as const, id: 3 }];
const policy = { protectedBranches: false, customBranchPolicies: true };

for (const [what, change, more, kind] of [
  ['without protection', {}, {}, 'open'],
  ['with a reviewer', { reviewers }, {}, 'review'],
  [
    'with a reviewer who has approved',
    { reviewers },
    { approved: true },
    'open',
  ],
  ['with time to wait', { waitMinutes: 5 }, {}, 'wait'],
  ['with time that is over', { waitMinutes: 1 }, {}, 'open'],
  [
    'for other branches',
    { branchPolicy: policy, branchPatterns: [{ id: 1, name: 'release/*' }] },
    {},
    'refused',
  ],
  [
    'for this branch',
    { branchPolicy: policy, branchPatterns: [{ id: 1, name: 'm*' }] },
    {},
    'open',
  ],
  [
    'for protected branches',
    { branchPolicy: { protectedBranches: true, customBranchPolicies: false } },
    {},
    'refused',
  ],
] as const) {
  test(`an environment ${what} is ${kind}`, () => {
    assert.equal(
      deriveGate(
        { ...environment, ...(change as object) },
        { ...asked, ...more },
      ).kind,
      kind,
    );
  });
}
