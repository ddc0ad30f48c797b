import {
  answering,
  blueGreen,
  rollout,
  service,
  steps,
  template,
  withAnalysis,
} from './manifests.ts';
import { moreRolloutScenarios } from './moreScenarios.ts';
import {
  becomingAvailable,
  create,
  cutoverPending,
  healthy,
  image,
  paused,
  pendingTermination,
} from './parts.ts';
import type { RolloutScenario } from './RolloutScenario.ts';

function degradedThenMended(recording: string, tag: string): RolloutScenario {
  return {
    name: `a canary with the image ${tag} runs into its deadline and is mended by another image`,
    recording,
    surroundings: [],
    rollout: rollout(2, steps, { progressDeadlineSeconds: 10 }),
    steps: [
      create,
      {
        action: image(tag),
        until: { phase: 'Degraded', message: 'ProgressDeadlineExceeded' },
      },
      { action: image('v3', 'image v3 (mend)'), until: paused },
    ],
    timing: [becomingAvailable],
  };
}

/** The stories of the recordings. */
export const rolloutScenarios: RolloutScenario[] = [
  ...moreRolloutScenarios,
  {
    name: 'a canary walks its steps and is promoted at the pause',
    recording: 'canary-steps-paused-promoted',
    surroundings: [],
    rollout: rollout(4, steps),
    steps: [
      create,
      { action: image('v2'), until: paused },
      { action: { do: 'promote' }, until: healthy },
    ],
    timing: [becomingAvailable, pendingTermination],
  },
  {
    name: 'a canary is aborted, retried and promoted fully',
    recording: 'canary-aborted-retried-promoted-fully',
    surroundings: [],
    rollout: rollout(4, steps),
    steps: [
      create,
      { action: image('v2'), until: paused },
      {
        action: { do: 'abort' },
        until: { phase: 'Degraded', message: 'RolloutAborted' },
      },
      { action: { do: 'retry' }, until: paused },
      { action: { do: 'promote fully' }, until: healthy },
    ],
    timing: [becomingAvailable, pendingTermination],
  },
  {
    name: 'a canary is restarted, paused by a person, resumed and rolled back',
    recording: 'canary-paused-by-user-restarted-and-rolled-back',
    surroundings: [],
    rollout: rollout(4, steps),
    steps: [
      create,
      { action: { do: 'restart' }, until: { phase: 'Healthy', seconds: 1 } },
      { action: image('v2'), until: paused },
      { action: { do: 'pause' }, until: { phase: 'Paused' } },
      { action: { do: 'resume' }, until: { phase: 'Paused' } },
      {
        action: image('v1', 'image back to v1 (rollback inside the window)'),
        until: healthy,
      },
    ],
    timing: [
      becomingAvailable,
      pendingTermination,
      {
        message: 'manually paused',
        why: 'the recorded controller did not come to look before it was resumed',
      },
      {
        message: 'rollout is restarting',
        why: 'pods made in the second of the restart are new enough and stay',
      },
      {
        message: 'more replicas need to be updated',
        step: 4,
        why: 'so it is while the last pod of a restart is replaced',
      },
    ],
  },
  {
    name: 'a successful analysis lets a canary go on',
    recording: 'canary-analysis-successful',
    surroundings: [template({ interval: '2s', failureLimit: 0 })],
    rollout: answering('successful', rollout(4, withAnalysis)),
    steps: [
      create,
      { action: image('v2'), until: { phase: 'Healthy', again: true } },
    ],
    timing: [becomingAvailable, pendingTermination],
  },
  {
    name: 'a failed analysis aborts a canary',
    recording: 'canary-analysis-failed-aborts',
    surroundings: [template({ interval: '2s', failureLimit: 0 })],
    rollout: answering('failed', rollout(4, withAnalysis)),
    steps: [
      create,
      { action: image('v2'), until: { phase: 'Degraded', seconds: 1 } },
    ],
    timing: [becomingAvailable, pendingTermination],
  },
  {
    name: 'an analysis that cannot measure aborts a canary',
    recording: 'canary-analysis-error',
    surroundings: [template({ interval: '1s', consecutiveErrorLimit: 2 })],
    rollout: answering('error', rollout(4, withAnalysis)),
    steps: [
      create,
      { action: image('v2'), until: { phase: 'Degraded', seconds: 1 } },
    ],
    timing: [becomingAvailable],
  },
  degradedThenMended('canary-crash-loop-degraded-then-mended', 'crash'),
  degradedThenMended(
    'canary-image-pull-back-off-degraded-then-mended',
    'broken',
  ),
  degradedThenMended('canary-never-ready-degraded-then-mended', 'unready'),
  {
    name: 'a blue-green rollout waits to be promoted',
    recording: 'bluegreen-manual-promotion',
    surroundings: [service('demo-active'), service('demo-preview')],
    rollout: rollout(2, blueGreen({ autoPromotionEnabled: false })),
    steps: [
      create,
      {
        action: image('v2'),
        until: { phase: 'Paused', message: 'BlueGreenPause' },
      },
      { action: { do: 'promote' }, until: { phase: 'Healthy', seconds: 10 } },
    ],
    timing: [becomingAvailable, cutoverPending],
  },
  {
    name: 'a blue-green rollout promotes itself after some seconds',
    recording: 'bluegreen-auto-promotion-after-seconds',
    surroundings: [service('demo-active'), service('demo-preview')],
    rollout: rollout(
      2,
      blueGreen({ autoPromotionEnabled: true, autoPromotionSeconds: 5 }),
    ),
    steps: [
      create,
      {
        action: image('v2'),
        until: { phase: 'Healthy', again: true, seconds: 10 },
      },
    ],
    timing: [becomingAvailable, cutoverPending],
  },
  {
    name: 'a blue-green rollout without its preview service is invalid',
    recording: 'bluegreen-missing-preview-service',
    surroundings: [service('demo-active')],
    rollout: rollout(2, blueGreen({ autoPromotionEnabled: true })),
    steps: [{ action: { do: 'create' }, until: { phase: 'Degraded' } }],
  },
  {
    name: 'a canary with a weight above 100 is invalid',
    recording: 'rollout-invalid-spec',
    surroundings: [],
    rollout: rollout(4, {
      canary: { steps: [{ setWeight: 25 }, { setWeight: 120 }] },
    }),
    steps: [{ action: { do: 'create' }, until: { phase: 'Degraded' } }],
  },
];
