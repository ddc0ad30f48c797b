import type { StoredObject } from '../../world/seams.ts';
import { isReadyForPause } from '../decide/newReplicaCount.ts';
import type { ReplicaSet } from '../model/ReplicaSet.ts';
import {
  availableReplicas,
  hashOf,
  isSaturated,
  wantedReplicas,
} from '../model/ReplicaSet.ts';
import {
  HASH_LABEL,
  MANAGED_BY_ANNOTATION,
  replicasOf,
  statusOf,
} from '../model/Rollout.ts';
import type { RolloutContext } from './RolloutContext.ts';

export function selectorOf(service: StoredObject | undefined): string {
  return service?.spec?.selector?.[HASH_LABEL] ?? '';
}

/** Points a service at the pods with this hash. */
function switchSelector(
  context: RolloutContext,
  service: StoredObject,
  hash: string,
): void {
  const before = selectorOf(service);
  const isManaged = service.metadata.annotations?.[MANAGED_BY_ANNOTATION];
  if (!hash || (before === hash && isManaged)) {
    return;
  }
  const { name, namespace } = service.metadata;
  Object.assign(
    service,
    context.tools.store.mergePatch(
      { apiVersion: 'v1', kind: 'Service', namespace, name },
      {
        ...(isManaged
          ? {}
          : {
              metadata: {
                annotations: {
                  [MANAGED_BY_ANNOTATION]: context.rollout.metadata.name,
                },
              },
            }),
        spec: { selector: { [HASH_LABEL]: hash } },
      },
    ),
  );
  context.record(
    'SwitchService',
    `Switched selector for service '${name}' from '${before}' to '${hash}'`,
  );
}

/** A canary's service follows a ReplicaSet as soon as that can take the traffic. */
function ensureTarget(
  context: RolloutContext,
  name: string | undefined,
  replicaSet: ReplicaSet | undefined,
): void {
  const service = replicaSet && context.service(name);
  if (!service || selectorOf(service) === hashOf(replicaSet)) {
    return;
  }
  const available = availableReplicas(replicaSet);
  const isAdopted = !service.metadata.annotations?.[MANAGED_BY_ANNOTATION];
  const isFull = available > 0 && available === wantedReplicas(replicaSet);
  if (available > 0 && (!isAdopted || isFull)) {
    switchSelector(context, service, hashOf(replicaSet));
  }
}

export function reconcileCanaryServices(context: RolloutContext): void {
  const { canary } = context.rollout.spec.strategy ?? {};
  ensureTarget(context, canary?.stableService, context.stableRS);
  ensureTarget(
    context,
    canary?.canaryService,
    context.pause.isAborted ? context.stableRS : context.newRS,
  );
}

export function reconcilePreviewService(
  context: RolloutContext,
  service: StoredObject | undefined,
): void {
  if (service && !context.isHalted) {
    switchSelector(context, service, hashOf(context.newRS));
  }
}

/** Nobody has to wait: first deployment, full promotion, or back to what is still running. */
export function isFastTracked(
  context: RolloutContext,
  activeService: StoredObject,
): boolean {
  const active = selectorOf(activeService);
  return (
    context.isNewWithinDelay ||
    Boolean(statusOf(context.rollout).promoteFull) ||
    !active ||
    active === hashOf(context.newRS)
  );
}

export function hasPassedPrePromotion(context: RolloutContext): boolean {
  return (
    !context.rollout.spec.strategy?.blueGreen?.prePromotionAnalysis ||
    context.currentRuns.prePromotion?.status?.phase === 'Successful'
  );
}

export function reconcileActiveService(
  context: RolloutContext,
  service: StoredObject,
): void {
  const { newRS, rollout, pause } = context;
  if (
    context.isHalted ||
    !newRS ||
    !isReadyForPause(rollout, { ...context.sets, newRS }) ||
    !isSaturated(replicasOf(rollout), newRS)
  ) {
    return;
  }
  const status = statusOf(rollout);
  let hash = selectorOf(service);
  if (
    isFastTracked(context, service) ||
    (pause.hasPassedBlueGreenPause && hasPassedPrePromotion(context))
  ) {
    hash = hashOf(newRS);
  }
  switchSelector(context, service, status.abort ? status.stableRS ?? '' : hash);
}
