import type { NewObject } from '../../world/seams.ts';
import {
  answering,
  blueGreen,
  rollout,
  service,
  steps,
  template,
  withAnalysis,
} from './manifests.ts';
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

const services = [service('demo-active'), service('demo-preview')];
const timing = [becomingAvailable, pendingTermination];
const aborted = { phase: 'Degraded', message: 'RolloutAborted' };
const waiting = { phase: 'Paused', message: 'BlueGreenPause' };
const once = { count: 1, interval: '2s' };

/** An analysis that is a Job, as the template of this project has it. */
function jobTemplate(tag: string): NewObject {
  const job = {
    spec: {
      backoffLimit: 0,
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [{ name: 'probe', image: `registry.local/probe:${tag}` }],
        },
      },
    },
  };
  const object = template({});
  return { ...object, spec: { metrics: [{ name: 'ok', provider: { job } }] } };
}

/** A canary as the template of this project has it, with a Service for each version. */
const asLaunched = {
  canary: {
    stableService: 'demo-active',
    canaryService: 'demo-preview',
    maxSurge: '25%',
    maxUnavailable: 0,
    steps: [
      { setWeight: 25 },
      { pause: { duration: '2s' } },
      { analysis: { templates: [{ templateName: 'ok' }] } },
      { setWeight: 50 },
      { pause: { duration: '2s' } },
    ],
  },
};

const analysis = { templates: [{ templateName: 'ok' }] };

/** Stories that were recorded with `npm run lab:record`. */
export const moreRolloutScenarios: RolloutScenario[] = [
  {
    name: 'an analysis without a result pauses a canary until a person goes on',
    recording: 'canary-analysis-inconclusive-then-promoted',
    surroundings: [template({ ...once, failureCondition: 'result == 0' })],
    rollout: answering('inconclusive', rollout(4, withAnalysis)),
    steps: [
      create,
      {
        action: image('v2'),
        until: { phase: 'Paused', message: 'InconclusiveAnalysisRun' },
      },
      { action: { do: 'promote' }, until: healthy },
    ],
    timing,
  },
  {
    name: 'an analysis without a result is given up by a person',
    recording: 'canary-analysis-inconclusive-then-aborted',
    surroundings: [template({ ...once, failureCondition: 'result == 0' })],
    rollout: answering('inconclusive', rollout(4, withAnalysis)),
    steps: [
      create,
      {
        action: image('v2'),
        until: { phase: 'Paused', message: 'InconclusiveAnalysisRun' },
      },
      { action: { do: 'abort' }, until: aborted },
    ],
    timing,
  },
  {
    name: 'a deadline that aborts sends a canary back',
    recording: 'canary-progress-deadline-aborts',
    surroundings: [],
    rollout: rollout(2, steps, {
      progressDeadlineSeconds: 10,
      progressDeadlineAbort: true,
    }),
    steps: [
      create,
      { action: image('unready'), until: { ...aborted, seconds: 2 } },
      { action: image('v3', 'image v3 (mend)'), until: paused },
    ],
    timing,
  },
  {
    name: 'a step is skipped',
    recording: 'canary-step-skipped',
    surroundings: [],
    rollout: rollout(4, steps),
    steps: [
      create,
      { action: image('v2'), until: paused },
      { action: { do: 'skip step' }, until: healthy },
    ],
    timing,
  },
  {
    name: 'a newer image begins the steps anew',
    recording: 'canary-replaced-by-newer-image',
    surroundings: [],
    rollout: rollout(4, steps),
    steps: [
      create,
      { action: image('v2'), until: paused },
      { action: image('v3'), until: { ...paused, again: true } },
      { action: { do: 'promote' }, until: healthy },
    ],
    timing,
  },
  {
    name: 'a canary is scaled while it waits',
    recording: 'canary-scaled-while-paused',
    surroundings: [],
    rollout: rollout(4, steps),
    steps: [
      create,
      { action: image('v2'), until: paused },
      {
        action: { do: 'scale', replicas: 8 },
        until: { phase: 'Paused', replicas: 8 },
      },
      { action: { do: 'promote' }, until: healthy },
    ],
    timing,
  },
  {
    name: 'an undo to an older revision walks the steps, too',
    recording: 'canary-undone-to-an-older-revision',
    surroundings: [],
    rollout: rollout(4, steps),
    steps: [
      create,
      { action: image('v2'), until: paused },
      { action: { do: 'promote fully' }, until: healthy },
      { action: image('v1', 'undo to revision 1'), until: paused },
      { action: { do: 'promote' }, until: healthy },
    ],
    timing,
  },
  {
    name: 'an aborted canary is undone',
    recording: 'canary-aborted-then-undone',
    surroundings: [],
    rollout: rollout(4, steps),
    steps: [
      create,
      { action: image('v2'), until: paused },
      { action: { do: 'abort' }, until: aborted },
      { action: image('v1', 'undo to revision 1'), until: healthy },
    ],
    timing,
  },
  {
    name: 'an analysis in the background aborts a canary that waits',
    recording: 'canary-background-analysis-fails',
    surroundings: [template({ interval: '2s', failureLimit: 0 })],
    rollout: answering(
      'failed',
      rollout(4, {
        canary: {
          analysis: { ...analysis, startingStep: 1 },
          steps: [{ setWeight: 25 }, { pause: {} }],
        },
      }),
    ),
    steps: [
      create,
      { action: image('v2'), until: { phase: 'Degraded', seconds: 2 } },
    ],
    timing,
  },
  {
    name: 'a canary with a Service for each version and a Job to measure is promoted',
    recording: 'canary-with-services-and-job-analysis',
    surroundings: [...services, jobTemplate('v1')],
    rollout: rollout(4, asLaunched),
    needsJobs: true,
    steps: [
      create,
      { action: image('v2'), until: { ...healthy, again: true } },
    ],
    timing,
  },
  {
    name: 'a Job that fails aborts a canary',
    recording: 'canary-job-analysis-fails',
    surroundings: [...services, jobTemplate('v1-crash')],
    rollout: rollout(4, asLaunched),
    needsJobs: true,
    steps: [
      create,
      { action: image('v2'), until: { phase: 'Degraded', seconds: 2 } },
    ],
    timing,
  },
  {
    name: 'a blue-green rollout that was aborted does not wait again when it is retried',
    recording: 'bluegreen-aborted-then-retried',
    surroundings: services,
    rollout: rollout(2, blueGreen({ autoPromotionEnabled: false })),
    steps: [
      create,
      { action: image('v2'), until: waiting },
      { action: { do: 'abort' }, until: aborted },
      { action: { do: 'retry' }, until: healthy },
    ],
    timing: [...timing, cutoverPending],
  },
  {
    name: 'a blue-green rollout is promoted fully',
    recording: 'bluegreen-promoted-fully',
    surroundings: services,
    rollout: rollout(2, blueGreen({ autoPromotionEnabled: false })),
    steps: [
      create,
      { action: image('v2'), until: waiting },
      { action: { do: 'promote fully' }, until: healthy },
    ],
    timing: [...timing, cutoverPending],
  },
  {
    name: 'the pods of before stay for the delay of a blue-green rollout, and then go',
    recording: 'bluegreen-scale-down-delay',
    surroundings: services,
    rollout: rollout(2, blueGreen({ autoPromotionEnabled: false })),
    steps: [
      create,
      { action: image('v2'), until: { ...waiting, replicas: 4 } },
      { action: { do: 'promote' }, until: { ...healthy, replicas: 4 } },
      { action: { do: 'wait' }, until: { ...healthy, replicas: 2 } },
    ],
    timing: [...timing, cutoverPending],
  },
  {
    name: 'an analysis before the switch leaves the active Service where it is',
    recording: 'bluegreen-pre-promotion-analysis-fails',
    surroundings: [...services, template({ ...once, failureLimit: 0 })],
    rollout: answering(
      'failed',
      rollout(2, blueGreen({ prePromotionAnalysis: analysis })),
    ),
    steps: [
      create,
      { action: image('v2'), until: { phase: 'Degraded', seconds: 2 } },
    ],
    timing: [...timing, cutoverPending],
  },
  {
    name: 'an analysis after the switch sends a blue-green rollout back',
    recording: 'bluegreen-post-promotion-analysis-fails',
    surroundings: [...services, template({ ...once, failureLimit: 0 })],
    rollout: answering(
      'failed',
      rollout(2, blueGreen({ postPromotionAnalysis: analysis })),
    ),
    steps: [
      create,
      { action: image('v2'), until: { phase: 'Degraded', seconds: 2 } },
    ],
    timing: [...timing, cutoverPending],
  },
  {
    name: 'the number of a canary’s pods is not set without traffic routing',
    recording: 'canary-scale-step-without-traffic-routing-invalid',
    surroundings: [],
    rollout: rollout(4, {
      canary: { steps: [{ setCanaryScale: { replicas: 1 } }, { pause: {} }] },
    }),
    steps: [{ action: { do: 'create' }, until: { phase: 'Degraded' } }],
  },
];
