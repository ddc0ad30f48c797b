import { OperationKind } from '@slipway/plugin-delivery-common';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import { ApplicationFacts, RolloutFacts } from '../parse';
import { say } from './common/say';
import { deriveOperations } from './deriveOperations';
import { EnvironmentInput } from './EnvironmentInput';
import { OperationCommand, OperationPlan } from './OperationPlan';
import { operatedRollout } from './operations/offerRolloutOperations';
import { promotePatches } from './operations/promotePatches';
import { syncPatch } from './operations/syncPatch';

/**
 * What to send to the cluster for an operation, decided on the newest facts: it is one that is
 * offered now, on the basis that the person saw.
 */
export function planOperation(
  kind: Exclude<OperationKind, 'retry-pipeline'>,
  input: EnvironmentInput,
  command: OperationCommand,
): OperationPlan {
  const environment = input.environment.title;
  const offer = deriveOperations(input).find(it => it.kind === kind);
  const { application } = input;
  const rollout = operatedRollout(input)?.facts;
  if (!offer) {
    return {
      kind: 'conflict',
      sentence: say('operation.notPossible', { environment }),
    };
  }
  if (offer.basis !== command.basis) {
    return {
      kind: 'conflict',
      sentence: say('operation.movedOn', { environment }),
    };
  }
  if (kind === 'refresh' || kind === 'sync') {
    return application
      ? planForApplication(kind, application, command)
      : {
          kind: 'conflict',
          sentence: say('operation.notPossible', { environment }),
        };
  }
  return rollout
    ? planForRollout(kind, rollout)
    : {
        kind: 'conflict',
        sentence: say('operation.notPossible', { environment }),
      };
}

function planForApplication(
  kind: 'refresh' | 'sync',
  application: ApplicationFacts,
  command: OperationCommand,
): OperationPlan {
  const { cluster, namespace, name } = application.ref;
  const patch =
    kind === 'sync'
      ? syncPatch(application, command)
      : {
          metadata: {
            annotations: { 'argocd.argoproj.io/refresh': 'normal' },
          },
        };
  return {
    kind: 'patch',
    cluster,
    target: { resource: resourceKinds.application, namespace, name },
    patches: [{ patch }],
  };
}

function planForRollout(
  kind: 'promote' | 'promote-full' | 'abort' | 'retry',
  rollout: RolloutFacts,
): OperationPlan {
  const { cluster, namespace, name } = rollout.ref;
  return {
    kind: 'patch',
    cluster,
    target: { resource: resourceKinds.rollout, namespace, name },
    patches: patchesFor(kind, rollout),
  };
}

function patchesFor(
  kind: 'promote' | 'promote-full' | 'abort' | 'retry',
  rollout: RolloutFacts,
): Extract<OperationPlan, { kind: 'patch' }>['patches'] {
  const unpause = rollout.paused
    ? [{ patch: { spec: { paused: false } } }]
    : [];
  switch (kind) {
    case 'promote':
      return promotePatches(rollout);
    case 'promote-full':
      return [
        ...unpause,
        { subresource: 'status', patch: { status: { promoteFull: true } } },
      ];
    case 'abort':
      return [{ subresource: 'status', patch: { status: { abort: true } } }];
    case 'retry':
      return [{ subresource: 'status', patch: { status: { abort: false } } }];
    default:
      throw unknownKind(kind);
  }
}

function unknownKind(kind: never): Error {
  return new Error(`Unknown operation: ${kind}`);
}
