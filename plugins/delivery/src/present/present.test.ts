import {
  OperationKind,
  operationKinds,
  RolloutStep,
} from '@slipway/plugin-delivery-common';
import { englishWords as words } from '../__testUtils__/englishWords';
import { createEnvironment, createRollout } from '../testUtils';
import { deriveFocus, withRollout } from '../rollout/deriveFocus';
import {
  deriveStages,
  differs,
  presentHealth,
  presentJob,
  presentOperation,
  presentPauseEnd,
  presentPhase,
  presentRelease,
  presentRolloutStanding,
  presentRun,
  presentRunTime,
  presentStanding,
  presentStep,
  presentStepCount,
  presentSync,
  selectOffers,
} from '.';

describe('a state is shown by a word, an icon and a tone', () => {
  it.each([
    ['empty', 'Empty', 'neutral'],
    ['progressing', 'Progressing', 'info'],
    ['paused', 'Paused', 'warning'],
    ['healthy', 'Healthy', 'success'],
    ['out-of-sync', 'Out of sync', 'warning'],
    ['degraded', 'Degraded', 'danger'],
    ['unknown', 'Unknown', 'neutral'],
  ] as const)('environment %s', (standing, word, tone) => {
    const look = presentStanding(standing);
    expect([words.t(look.word), look.tone]).toEqual([word, tone]);
  });

  it.each([
    ['progressing', 'Progressing', 'info'],
    ['paused', 'Paused', 'warning'],
    ['healthy', 'Healthy', 'success'],
    ['degraded', 'Degraded', 'danger'],
    ['aborted', 'Aborted', 'danger'],
    ['unknown', 'Unknown', 'neutral'],
  ] as const)('rollout %s', (standing, word, tone) => {
    const look = presentRolloutStanding(standing);
    expect([words.t(look.word), look.tone]).toEqual([word, tone]);
  });

  it.each([
    ['waiting', 'Waiting', 'neutral'],
    ['running', 'Running', 'info'],
    ['succeeded', 'Succeeded', 'success'],
    ['failed', 'Failed', 'danger'],
    ['cancelled', 'Cancelled', 'neutral'],
    ['skipped', 'Skipped', 'neutral'],
    ['manual', 'Waits for a person', 'warning'],
    ['unknown', 'Unknown', 'neutral'],
  ] as const)('run %s', (status, word, tone) => {
    const look = presentRun(status);
    expect([words.t(look.word), look.tone]).toEqual([word, tone]);
  });

  it.each([
    ['pending', 'Pending', 'neutral'],
    ['running', 'Running', 'info'],
    ['successful', 'Successful', 'success'],
    ['failed', 'Failed', 'danger'],
    ['error', 'Error', 'danger'],
    ['inconclusive', 'Inconclusive', 'warning'],
  ] as const)('analysis %s', (phase, word, tone) => {
    const look = presentPhase(phase);
    expect([words.t(look.word), look.tone]).toEqual([word, tone]);
  });

  it('has an icon of its own for each standing of an environment', () => {
    const icons = [
      'empty',
      'progressing',
      'paused',
      'healthy',
      'out-of-sync',
      'degraded',
      'unknown',
    ].map(standing => presentStanding(standing as never).icon);
    expect(new Set(icons).size).toBe(icons.length);
  });

  it('takes a state that a newer backend knows for unknown', () => {
    expect(presentStanding('sunk' as never).word).toBe(
      'environment.standing.unknown',
    );
    expect(presentRun('in_progress' as never).word).toBe(
      'pipeline.status.unknown',
    );
  });

  it('warns of a failed job that the forge tolerates', () => {
    const job = { status: 'failed', allowedToFail: true } as const;
    expect(presentJob(job).tone).toBe('warning');
    expect(presentJob({ ...job, allowedToFail: false }).tone).toBe('danger');
  });

  it('has words for sync and health', () => {
    expect(words.t(presentSync('out-of-sync'))).toBe('Out of sync');
    expect(words.t(presentHealth('missing'))).toBe('Missing');
  });
});

describe('releases', () => {
  const image = '127.0.0.1:8929/acme/payments';

  it.each([
    [{ image, tag: '1a2b3c4d-7' }, 'payments:1a2b3c4d-7'],
    [{ image, digest: 'sha256:0123456789abcdef' }, 'payments@0123456789ab'],
    [{ image }, 'payments'],
  ])('are told by their tag or else their digest', (release, expected) => {
    expect(presentRelease(release)).toBe(expected);
  });

  it.each([
    ['nothing is wanted', { image, tag: '1' }, undefined, false],
    ['nothing is live', undefined, { image, tag: '1' }, true],
    ['the tags are the same', { image, tag: '1' }, { image, tag: '1' }, false],
    ['the tags differ', { image, tag: '1' }, { image, tag: '2' }, true],
    ['the images differ', { image, tag: '1' }, { image: 'x', tag: '1' }, true],
    [
      'only one of them knows the digest',
      { image, tag: '1', digest: 'sha256:a' },
      { image, tag: '1' },
      false,
    ],
    [
      'the digests differ',
      { image, digest: 'sha256:a' },
      { image, digest: 'sha256:b' },
      true,
    ],
  ])('differ or not when %s', (_, live, wanted, expected) => {
    expect(differs(live, wanted)).toBe(expected);
  });
});

describe('steps', () => {
  const done: RolloutStep = {
    kind: 'set-weight',
    progress: 'done',
    weight: 20,
  };
  const current: RolloutStep = { kind: 'pause', progress: 'current' };
  const next: RolloutStep = { kind: 'analysis', progress: 'next' };

  it.each([
    ['the first is step 1', [current, next, next], 'Step 1 of 3'],
    ['the last is step 3', [done, done, current], 'Step 3 of 3'],
    ['all are done', [done, done], 'All 2 steps done'],
    ['none has begun', [next, next], 'None of 2 steps begun'],
    ['some are done and none runs', [done, next], '1 of 2 steps done'],
  ])('are counted as people count: %s', (_, steps, expected) => {
    expect(words.say(presentStepCount(steps))).toBe(expected);
  });

  it.each<[RolloutStep, string]>([
    [done, 'Send 20 % of the traffic to the new version'],
    [{ ...done, weight: 0 }, 'Send 0 % of the traffic to the new version'],
    [{ ...done, weight: undefined }, 'Change the share of the traffic'],
    [{ ...current, seconds: 80 }, 'Pause for 1 min 20 s'],
    [{ ...current, seconds: 0 }, 'Pause for 0 s'],
    [current, 'Pause until somebody promotes'],
    [{ ...next, names: ['payments-health'] }, 'Analysis payments-health'],
    [next, 'Analysis'],
    [{ ...next, kind: 'scale' }, 'Scale the new version'],
    [
      { ...next, kind: 'other', names: ['setHeaderRoute'] },
      'Step setHeaderRoute',
    ],
  ])('say what they do: %j', (step, expected) => {
    expect(presentStep(step, words)).toBe(expected);
  });
});

describe('the end of a pause', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  it.each([
    [undefined, 'waits for somebody to promote it'],
    ['2026-11-21T12:00:20Z', 'goes on in 20 s'],
    ['2026-11-21T12:00:00Z', 'goes on any moment now'],
    ['2026-11-21T11:00:00Z', 'goes on any moment now'],
  ])('until %s: %s', (until, expected) => {
    expect(presentPauseEnd(until, now, words)).toBe(expected);
  });
});

describe('the time of a run', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  const startedAt = '2026-11-21T11:59:00Z';
  it.each([
    [{ status: 'waiting' }, undefined],
    [{ status: 'running', startedAt }, 'running for 1 min 0 s'],
    [
      {
        status: 'succeeded',
        startedAt,
        finishedAt: '2026-11-21T11:59:30Z',
      },
      'took 30 s',
    ],
  ])('%j', (run, expected) => {
    expect(presentRunTime(run, now, words)).toBe(expected);
  });
});

it('groups jobs by their stages, in their order', () => {
  const job = (name: string, stage: string) => ({
    id: name,
    name,
    stage,
    status: 'waiting' as const,
    allowedToFail: false,
  });
  const stages = deriveStages([
    job('lint', 'test'),
    job('build', 'build'),
    job('unit', 'test'),
  ]);
  expect(stages.map(({ name, jobs }) => [name, jobs.length])).toEqual([
    ['test', 2],
    ['build', 1],
  ]);
});

describe('operations', () => {
  const offer = (kind: OperationKind) => ({
    kind,
    effect: { key: 'environment.noApplication' } as const,
    basis: 'b',
  });

  it('each have a card, a label and a consequence', () => {
    for (const kind of operationKinds) {
      const look = presentOperation(kind);
      expect(words.t(look.label)).not.toBe(look.label);
      expect(words.t(look.consequence)).not.toBe(look.consequence);
    }
  });

  it('are offered on one card each, unknown kinds on none', () => {
    const offers = [...operationKinds, 'scuttle' as never].map(offer);
    const cards = ['environments', 'rollout', 'pipelines'] as const;
    const shown = cards.map(card =>
      selectOffers(offers, card).map(({ kind }) => kind),
    );
    expect(shown).toEqual([
      ['refresh', 'sync'],
      ['promote', 'promote-full', 'abort', 'retry'],
      ['retry-pipeline'],
    ]);
  });

  it('are destructive when they take the new version away', () => {
    const destructive = operationKinds.filter(
      kind => presentOperation(kind).isDestructive,
    );
    expect(destructive).toEqual(['abort']);
  });
});

describe('the environment to look at first', () => {
  const environment = (name: string, standing: 'healthy' | 'paused') =>
    createEnvironment({ name, rollout: createRollout({ standing }) });

  it.each([
    ['where a person may have to act', ['paused', 'healthy'], 'dev'],
    ['of equals the one nearest to the users', ['healthy', 'healthy'], 'prod'],
  ] as const)('is %s', (_, [dev, prod], expected) => {
    const environments = withRollout([
      environment('dev', dev),
      environment('prod', prod),
    ]);
    expect(deriveFocus(environments)).toBe(expected);
  });

  it('is none without a rollout', () => {
    expect(deriveFocus(withRollout([createEnvironment()]))).toBeUndefined();
  });
});
