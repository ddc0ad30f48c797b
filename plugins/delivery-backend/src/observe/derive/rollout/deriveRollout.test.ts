import { formatSentence } from '@slipway/plugin-delivery-common';
import {
  canary,
  pausedAtStep,
  replicaSet,
  rollout,
} from '../../__fixtures__/objects/build';
import { ReplicaSetFacts, RolloutFacts } from '../../parse';
import { deriveRollout } from './deriveRollout';

const sets = [
  replicaSet('h1', 'v1', { wanted: 3, available: 3 }),
  replicaSet('h2', 'v2', { wanted: 1, available: 1 }),
];

function state(facts: RolloutFacts, replicaSets: ReplicaSetFacts[] = sets) {
  return deriveRollout({ rollout: facts, replicaSets, analysisRuns: [] }).state;
}

function say(facts: RolloutFacts, replicaSets?: ReplicaSetFacts[]): string {
  const { standing, sentence } = state(facts, replicaSets);
  return `${standing}: ${formatSentence(sentence)}`;
}

const blueGreen = (status: object, spec: object = {}) =>
  canary(
    { currentStepIndex: undefined, activeHash: 'h1', ...status },
    {
      spec: {
        replicas: 1,
        strategy: { blueGreen: { activeService: 'a', ...spec } },
      },
    },
  );

describe('what a Rollout is doing', () => {
  it.each<[string, RolloutFacts, string]>([
    [
      'no status yet',
      rollout({ observedGeneration: undefined }),
      'progressing: The first deployment of payments is being taken up.',
    ],
    [
      'a status of before the last change',
      canary(
        { ...pausedAtStep, currentPodHash: 'h1' },
        { metadata: { generation: 2 } },
      ),
      'progressing: The change to v2 is being taken up.',
    ],
    [
      'healthy, of before a change of its settings',
      rollout({}, { metadata: { generation: 2 } }),
      'progressing: A change of the settings is being taken up.',
    ],
    [
      'aborted in git’s newer spec is not aborted any more',
      canary(
        { abort: true, phase: 'Degraded' },
        { metadata: { generation: 2 } },
      ),
      'progressing: A change of the settings is being taken up.',
    ],
    [
      'a step',
      canary(),
      'progressing: Rolling out v2, step 1 of 5: it is to get 20 % of the traffic.',
    ],
    [
      'an analysis',
      canary({ currentStepIndex: 2 }),
      'progressing: Checking v2 in step 3 of 5 before more traffic goes to it.',
    ],
    [
      'after the last step',
      canary({ currentStepIndex: 5 }),
      'progressing: All steps of v2 are done: it takes over.',
    ],
    [
      'a pause for a person',
      canary(pausedAtStep),
      'paused: Waiting for someone to promote v2: 25 % of the traffic goes to it.',
    ],
    [
      'a pause for a time',
      canary({ ...pausedAtStep, currentStepIndex: 4 }),
      'paused: Waiting 1 min before the next step: 25 % of the traffic goes to v2.',
    ],
    [
      'an abort while the phase is still Paused',
      canary({ ...pausedAtStep, abort: true }),
      'aborted: The rollout of v2 was aborted: v1 stays live.',
    ],
    [
      'a retry while the phase is still Degraded',
      canary({ phase: 'Degraded', abort: false, message: 'RolloutAborted: …' }),
      'progressing: The retry of v2 is being taken up.',
    ],
    [
      'a promotion while the phase is still Paused',
      canary({ ...pausedAtStep, pauseConditions: undefined }),
      'progressing: The promotion of v2 is being taken up.',
    ],
    [
      'a full promotion while the pause still stands',
      canary({ ...pausedAtStep, promoteFull: true }),
      'progressing: Promoting v2 fully: the steps that are left are skipped.',
    ],
    [
      'a person’s pause on the way',
      canary({}, { spec: { paused: true } }),
      'paused: Someone paused the rollout of v2: it goes on when it is promoted.',
    ],
    [
      'a person’s pause that the controller never observes',
      canary(pausedAtStep, {
        spec: { paused: true },
        metadata: { generation: 2 },
      }),
      'paused: Someone paused the rollout of v2: it goes on when it is promoted.',
    ],
    [
      'an abort under a person’s pause',
      canary(
        { ...pausedAtStep, abort: true },
        { spec: { paused: true }, metadata: { generation: 2 } },
      ),
      'aborted: The rollout of v2 was aborted: v1 stays live.',
    ],
    [
      'a resume that has not been taken up',
      canary(pausedAtStep, { metadata: { generation: 2 } }),
      'paused: Waiting for someone to promote v2: 25 % of the traffic goes to it.',
    ],
    [
      'a person’s pause of what is well',
      rollout({ phase: 'Paused' }, { spec: { paused: true } }),
      'paused: Someone paused payments: v1 stays live and changes wait.',
    ],
    [
      'without steps',
      canary({}, { spec: { strategy: { canary: {} } } }),
      'progressing: Rolling out v2: its pods replace the old ones.',
    ],
    [
      'blue-green, the preview is coming',
      blueGreen({ message: 'more replicas need to be updated' }),
      'progressing: Starting v2 as the preview: waiting for its pods to become ready.',
    ],
    [
      'blue-green, switching',
      blueGreen({ message: 'active service cutover pending' }),
      'progressing: Switching the traffic to v2.',
    ],
    [
      'blue-green, for a person',
      blueGreen(
        {
          phase: 'Paused',
          pauseConditions: [
            { reason: 'BlueGreenPause', startTime: '2026-11-21T11:00:00Z' },
          ],
        },
        { autoPromotionEnabled: false, autoPromotionSeconds: 30 },
      ),
      'paused: Waiting for someone to promote v2: it is ready as the preview.',
    ],
    [
      'blue-green, for a time',
      blueGreen(
        {
          phase: 'Paused',
          pauseConditions: [
            { reason: 'BlueGreenPause', startTime: '2026-11-21T11:00:00Z' },
          ],
        },
        { autoPromotionSeconds: 30 },
      ),
      'paused: v2 is ready as the preview: it goes live by itself 30 s after that.',
    ],
    [
      'blue-green, checked before',
      blueGreen({
        blueGreen: {
          activeSelector: 'h1',
          prePromotionAnalysisRunStatus: { name: 'a', status: 'Running' },
        },
      }),
      'progressing: Checking the preview of v2 before it goes live.',
    ],
    [
      'blue-green, checked after',
      blueGreen({ blueGreen: { activeSelector: 'h2' } }),
      'progressing: v2 is live: it is being checked before the old version is given up.',
    ],
    [
      'degraded for another reason',
      canary({ phase: 'Degraded', message: 'no idea' }),
      'degraded: The rollout of v2 failed.',
    ],
    [
      'being deleted',
      canary({}, { metadata: { deletionTimestamp: '2026-11-21T11:00:00Z' } }),
      'progressing: payments is being removed.',
    ],
  ])('%s', (_, facts, expected) => {
    expect(say(facts)).toBe(expected);
  });

  it.each<[string, ReplicaSetFacts[], object, string]>([
    [
      'no ReplicaSet yet',
      [],
      {},
      'progressing: Starting v1: its pods are being created.',
    ],
    [
      'fewer pods than wanted',
      [replicaSet('h1', 'v1', { wanted: 4, available: 0 }, { replicas: 1 })],
      {},
      'progressing: Starting v1: its pods are being created.',
    ],
    [
      'all pods, none ready',
      [replicaSet('h1', 'v1', { wanted: 4, available: 0 })],
      {},
      'progressing: Starting v1: waiting for its pods to become ready.',
    ],
  ])('waits in two phases (T23): %s', (_, replicaSets, status, expected) => {
    const starting = rollout({
      phase: 'Progressing',
      availableReplicas: 0,
      updatedReplicas: 0,
      conditions: [],
      ...status,
    });
    expect(say(starting, replicaSets)).toBe(expected);
  });

  it.each<[string, Record<string, unknown>, ReplicaSetFacts[]]>([
    [
      'the ReplicaSet has lost a pod',
      {},
      [replicaSet('h1', 'v1', { wanted: 4, available: 3 })],
    ],
    [
      'the Rollout counts too few',
      { availableReplicas: 3 },
      [replicaSet('h1', 'v1', { wanted: 4, available: 4 })],
    ],
  ])('is not healthy while %s', (_, status, replicaSets) => {
    expect(say(rollout(status), replicaSets)).toBe(
      'progressing: Waiting for all pods of v1 to be ready.',
    );
  });
});

describe('the steps of a canary', () => {
  it.each<[string, RolloutFacts, string]>([
    [
      'index 0 is the first step and not all done',
      canary({ currentStepIndex: 0 }),
      'current next next next next',
    ],
    [
      'a step in between',
      canary({ currentStepIndex: 2 }),
      'done done current next next',
    ],
    ['the number of steps is all done', rollout(), 'done done done done done'],
    [
      'a first deployment that has not begun',
      rollout({ stableRS: undefined, currentStepIndex: 0 }),
      'next next next next next',
    ],
    [
      'an abort starts over',
      canary({ currentStepIndex: 0, abort: true }),
      'next next next next next',
    ],
    [
      'no index',
      canary({ currentStepIndex: undefined }),
      'next next next next next',
    ],
  ])('%s', (_, facts, progress) => {
    expect(
      state(facts)
        .steps.map(it => it.progress)
        .join(' '),
    ).toBe(progress);
  });

  it('are told with what they do', () => {
    expect(state(canary()).steps).toEqual([
      { kind: 'set-weight', weight: 20, progress: 'current' },
      { kind: 'pause', progress: 'next' },
      { kind: 'analysis', names: ['payments-health'], progress: 'next' },
      { kind: 'set-weight', weight: 50, progress: 'next' },
      { kind: 'pause', seconds: 60, progress: 'next' },
    ]);
  });
});

describe('the weight', () => {
  it.each<[string, RolloutFacts, object | undefined]>([
    [
      'is set by the last step up to the current one',
      canary({ currentStepIndex: 2 }),
      { set: 20, actual: 25 },
    ],
    [
      'is reached as the pods are available',
      canary({ currentStepIndex: 3 }),
      { set: 50, actual: 25 },
    ],
    [
      'is zero before the first step that sets it',
      canary(
        {},
        {
          spec: {
            strategy: { canary: { steps: [{ pause: {} }, { setWeight: 10 }] } },
          },
        },
      ),
      { set: 0, actual: 25 },
    ],
    [
      'is set to zero by an abort',
      canary({ abort: true }),
      { set: 0, actual: 25 },
    ],
    ['is all after the last step', rollout(), { set: 100, actual: 100 }],
    [
      'is the router’s where there is one',
      canary(
        { canary: { weights: { canary: { weight: 7 } } } },
        {
          spec: {
            strategy: {
              canary: {
                trafficRouting: { nginx: {} },
                steps: [{ setWeight: 20 }],
              },
            },
          },
        },
      ),
      { set: 20, actual: 7 },
    ],
    [
      'is unknown before there is a stable revision',
      rollout({ stableRS: undefined }),
      undefined,
    ],
    ['is nothing that a blue-green has', blueGreen({}), undefined],
  ])('%s', (_, facts, weight) => {
    expect(state(facts).weight).toEqual(weight);
  });
});

describe('the rest of the state', () => {
  it('has the revisions with their roles, newest first', () => {
    expect(
      state(canary()).revisions.map(({ revision, roles, available }) => ({
        revision,
        roles,
        available,
      })),
    ).toEqual([
      { revision: 2, roles: ['canary'], available: 1 },
      { revision: 1, roles: ['stable'], available: 3 },
    ]);
  });

  it('has the roles of a blue-green', () => {
    const facts = blueGreen({
      blueGreen: { activeSelector: 'h1', previewSelector: 'h2' },
    });
    expect(state(facts).revisions.map(it => it.roles)).toEqual([
      ['preview'],
      ['stable', 'active'],
    ]);
  });

  it('leaves out the ReplicaSets of others', () => {
    const others = replicaSet(
      'h9',
      'v9',
      { wanted: 1, available: 1 },
      {},
      'other',
    );
    expect(state(canary(), [...sets, others]).revisions).toHaveLength(2);
  });

  it('has the end of a timed pause', () => {
    expect(
      state(canary({ ...pausedAtStep, currentStepIndex: 4 })).pause,
    ).toEqual({
      reason: 'step',
      since: '2026-11-21T11:01:00Z',
      until: '2026-11-21T11:02:00.000Z',
    });
  });

  it('has no end of a pause that waits for a person', () => {
    expect(state(canary(pausedAtStep)).pause).toEqual({
      reason: 'step',
      since: '2026-11-21T11:01:00Z',
    });
  });
});
