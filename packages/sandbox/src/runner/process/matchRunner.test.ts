import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  deriveRunnerStatus,
  deriveStuckReason,
  servesProject,
  takesJob,
} from './matchRunner.ts';

const runner: Parameters<typeof takesJob>[0] = {
  paused: false,
  tagList: ['docker', 'linux'],
  runUntagged: true,
  accessLevel: 'not_protected',
};

const takes: Array<
  [string, Partial<typeof runner>, string[], boolean, boolean]
> = [
  ['a runner with all tags takes the job', {}, ['docker'], false, true],
  ['one tag too many and it does not', {}, ['docker', 'gpu'], false, false],
  ['a job without tags needs a runner that takes those', {}, [], false, true],
  [
    'a runner for tags only leaves it',
    { runUntagged: false },
    [],
    false,
    false,
  ],
  ['a paused runner takes nothing', { paused: true }, ['docker'], false, false],
  [
    'a protected runner takes jobs of protected refs',
    { accessLevel: 'ref_protected' },
    ['docker'],
    true,
    true,
  ],
  [
    'a protected runner leaves the others',
    { accessLevel: 'ref_protected' },
    ['docker'],
    false,
    false,
  ],
];

for (const [rule, change, tags, isProtected, expected] of takes) {
  test(rule, () => {
    const changed = { ...runner, ...change };
    assert.equal(takesJob(changed, { tags }, isProtected), expected);
  });
}

test('a runner serves its project, its group’s projects, or all', () => {
  const project = { id: 7, groupIds: [1, 2] };
  const kinds: Array<
    ['instance_type' | 'group_type' | 'project_type', number | null, boolean]
  > = [
    ['instance_type', null, true],
    ['group_type', 2, true],
    ['group_type', 3, false],
    ['project_type', 7, true],
    ['project_type', 8, false],
  ];
  for (const [runnerType, ownerId, expected] of kinds) {
    assert.equal(servesProject({ runnerType, ownerId }, project), expected);
  }
});

const now = new Date('2026-01-10T00:00:00Z');
const heard: Array<[string, string | null, string]> = [
  ['nobody has heard of it', null, 'never_contacted'],
  ['an hour ago is online', '2026-01-09T23:00:00Z', 'online'],
  ['three hours ago is offline', '2026-01-09T21:00:00Z', 'offline'],
  ['a week ago is stale', '2026-01-01T00:00:00Z', 'stale'],
];

for (const [rule, contactedAt, expected] of heard) {
  test(rule, () => {
    const status = deriveRunnerStatus(
      { embedded: false, contactedAt, createdAt: '2025-01-01T00:00:00Z' },
      now,
    );
    assert.equal(status, expected);
  });
}

test('a stuck job says which tags nobody has', () => {
  const job = { status: 'pending' as const, tags: ['gpu'] };
  assert.match(
    deriveStuckReason(job, [{ online: true, takes: false }])!,
    /any of these tags assigned to them: "gpu"/,
  );
  assert.match(
    deriveStuckReason(job, [{ online: false, takes: true }])!,
    /doesn't have any runners online/,
  );
  assert.equal(
    deriveStuckReason(job, [{ online: true, takes: true }]),
    undefined,
  );
});
