import type { NewObject } from '../../world/seams.ts';
import { timestamp } from '../model/conditions.ts';
import type { Rollout } from '../model/Rollout.ts';
import type { RolloutAction, ScenarioCluster } from './RolloutScenario.ts';

interface Patch {
  patch: Record<string, unknown>;
  subresource?: 'status';
}

/** What an action is called in a recording. */
export function nameAction(action: RolloutAction): string {
  switch (action.do) {
    case 'image':
      return action.what;
    case 'scale':
      return `scale to ${action.replicas}`;
    default:
      return action.do;
  }
}

function planPromotion({ spec, status = {} }: Rollout): Patch[] {
  const steps = spec.strategy?.canary?.steps?.length ?? 0;
  const next = Math.min((status.currentStepIndex ?? 0) + 1, steps);
  const unpause: Patch[] = spec.paused
    ? [{ patch: { spec: { paused: false } } }]
    : [];
  const isInconclusive = status.pauseConditions?.some(
    ({ reason }) => reason === 'InconclusiveAnalysisRun',
  );
  if (isInconclusive && status.controllerPause) {
    const patch = {
      status: {
        pauseConditions: null,
        controllerPause: false,
        currentStepIndex: next,
      },
    };
    return [...unpause, { patch, subresource: 'status' }];
  }
  if (status.pauseConditions?.length) {
    const patch = { status: { pauseConditions: null } };
    return [...unpause, { patch, subresource: 'status' }];
  }
  if (steps === 0) {
    return unpause;
  }
  const patch = { status: { pauseConditions: null, currentStepIndex: next } };
  return [...unpause, { patch, subresource: 'status' }];
}

/** The patches that Rollouts' own command line sends for an action. */
export function planAction(
  action: Exclude<RolloutAction, { do: 'create' }>,
  rollout: Rollout,
  now: Date,
): Patch[] {
  switch (action.do) {
    case 'image': {
      const template = structuredClone(rollout.spec.template!);
      template.spec!.containers[0].image = action.image;
      return [{ patch: { spec: { template } } }];
    }
    case 'promote':
      return planPromotion(rollout);
    case 'promote fully':
      return [
        { patch: { status: { promoteFull: true } }, subresource: 'status' },
      ];
    case 'abort':
      return [{ patch: { status: { abort: true } }, subresource: 'status' }];
    case 'retry':
      return [{ patch: { status: { abort: false } }, subresource: 'status' }];
    case 'pause':
      return [{ patch: { spec: { paused: true } } }];
    case 'resume':
      return [{ patch: { spec: { paused: false } } }];
    case 'restart':
      return [{ patch: { spec: { restartAt: timestamp(now) } } }];
    case 'skip step': {
      const currentStepIndex = (rollout.status?.currentStepIndex ?? 0) + 1;
      return [
        { patch: { status: { currentStepIndex } }, subresource: 'status' },
      ];
    }
    case 'scale':
      return [{ patch: { spec: { replicas: action.replicas } } }];
    case 'wait':
      return [];
    default:
      return action satisfies never;
  }
}

export async function perform(
  cluster: ScenarioCluster,
  scenario: { rollout: NewObject },
  action: RolloutAction,
  rollout: Rollout | undefined,
): Promise<void> {
  if (action.do === 'create') {
    await cluster.create(scenario.rollout);
    return;
  }
  if (!rollout) {
    throw new Error(`Nothing to ${action.do}: the rollout is not there yet`);
  }
  for (const { patch, subresource } of planAction(
    action,
    rollout,
    cluster.now(),
  )) {
    await cluster.patch(scenario.rollout, patch, subresource);
  }
}
