import { z } from 'zod';
import {
  conditionsSchema,
  metadataSchema,
  podTemplateImagesSchema,
  quotedInteger,
  refOf,
} from './common';
import { RolloutFacts } from './facts';
import { parseRolloutSteps } from './parseRolloutSteps';
import {
  count,
  flag,
  message,
  section,
  text,
  tolerant,
  tolerantList,
} from './tolerant';

const present = tolerant(z.object({}));

const analysisSchema = tolerant(
  z
    .object({ name: z.string().min(1), status: z.string(), message })
    .transform(it => ({
      name: it.name,
      phase: it.status,
      message: it.message,
    })),
);

const rolloutSchema = z.object({
  metadata: metadataSchema,
  spec: section({
    replicas: tolerant(z.number().int()).transform(it => it ?? 1),
    paused: flag,
    restartAt: text,
    workloadRef: present,
    template: podTemplateImagesSchema,
    strategy: section({
      canary: tolerant(
        section({ steps: z.unknown(), trafficRouting: present }),
      ),
      blueGreen: tolerant(
        section({
          autoPromotionEnabled: tolerant(z.boolean()),
          autoPromotionSeconds: tolerant(z.number()),
          prePromotionAnalysis: present,
          postPromotionAnalysis: present,
        }),
      ),
    }),
  }),
  status: section({
    phase: text,
    message,
    observedGeneration: quotedInteger,
    currentPodHash: text,
    stableRS: text,
    currentStepIndex: tolerant(z.number().int()),
    abort: tolerant(z.boolean()),
    abortedAt: text,
    promoteFull: flag,
    controllerPause: flag,
    pauseConditions: tolerantList(
      z.object({ reason: z.string().min(1), startTime: text }),
    ),
    replicas: count,
    updatedReplicas: count,
    readyReplicas: count,
    availableReplicas: count,
    restartedAt: text,
    conditions: conditionsSchema,
    canary: section({
      weights: section({
        canary: section({ weight: tolerant(z.number()) }),
      }),
      currentStepAnalysisRunStatus: analysisSchema,
      currentBackgroundAnalysisRunStatus: analysisSchema,
    }),
    blueGreen: section({
      activeSelector: text,
      previewSelector: text,
      prePromotionAnalysisRunStatus: analysisSchema,
      postPromotionAnalysisRunStatus: analysisSchema,
    }),
  }),
});

export function parseRollout(cluster: string, object: unknown): RolloutFacts {
  const { metadata, spec, status } = rolloutSchema.parse(object);
  const strategies = (
    object as { spec?: { strategy?: Record<string, unknown> } }
  ).spec?.strategy;
  const isBlueGreen = isSet(strategies?.blueGreen);
  const { canary, blueGreen } = spec.strategy;
  return {
    kind: 'Rollout',
    ref: refOf(cluster, 'Rollout', metadata),
    createdAt: metadata.creationTimestamp,
    deletingSince: metadata.deletionTimestamp,
    strategy: strategyOf(isBlueGreen, isSet(strategies?.canary)),
    generation: metadata.generation ?? 0,
    observedGeneration: status.observedGeneration,
    replicas: spec.replicas,
    paused: spec.paused,
    steps: isBlueGreen ? [] : parseRolloutSteps(canary?.steps),
    trafficRouting: canary?.trafficRouting !== undefined,
    autoPromotion: {
      enabled: blueGreen?.autoPromotionEnabled ?? true,
      seconds: blueGreen?.autoPromotionSeconds,
    },
    promotionAnalysis:
      blueGreen?.prePromotionAnalysis !== undefined ||
      blueGreen?.postPromotionAnalysis !== undefined,
    workloadRef: spec.workloadRef !== undefined,
    images: spec.template,
    restartAt: spec.restartAt,
    status: {
      phase: status.phase,
      message: status.message,
      currentPodHash: status.currentPodHash,
      stableHash: status.stableRS,
      currentStepIndex: status.currentStepIndex,
      abort: status.abort,
      abortedAt: status.abortedAt,
      promoteFull: status.promoteFull,
      controllerPause: status.controllerPause,
      pauseConditions: status.pauseConditions,
      activeHash: status.blueGreen.activeSelector,
      previewHash: status.blueGreen.previewSelector,
      canaryWeight: status.canary.weights.canary.weight,
      replicas: status.replicas,
      updatedReplicas: status.updatedReplicas,
      readyReplicas: status.readyReplicas,
      availableReplicas: status.availableReplicas,
      restartedAt: status.restartedAt,
      conditions: status.conditions,
      stepAnalysis: status.canary.currentStepAnalysisRunStatus,
      backgroundAnalysis: status.canary.currentBackgroundAnalysisRunStatus,
      prePromotionAnalysis: status.blueGreen.prePromotionAnalysisRunStatus,
      postPromotionAnalysis: status.blueGreen.postPromotionAnalysisRunStatus,
    },
  };
}

function isSet(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function strategyOf(
  isBlueGreen: boolean,
  isCanary: boolean,
): RolloutFacts['strategy'] {
  if (isBlueGreen) return 'blue-green';
  return isCanary ? 'canary' : undefined;
}
