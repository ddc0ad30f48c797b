import type { StoredObject } from '../../world/seams.ts';

export const ROLLOUT_API = 'argoproj.io/v1alpha1';
export const HASH_LABEL = 'rollouts-pod-template-hash';
export const REVISION_ANNOTATION = 'rollout.argoproj.io/revision';
export const MANAGED_BY_ANNOTATION =
  'argo-rollouts.argoproj.io/managed-by-rollouts';

export type IntOrPercent = number | string;

export type PauseReason =
  /** An analysis came to no result; a person decides. */
  | 'InconclusiveAnalysisRun'
  /** A `pause` step of a canary. */
  | 'CanaryPauseStep'
  /** Before the active service of a blue-green rollout is switched. */
  | 'BlueGreenPause';

export interface AnalysisReference {
  templates?: Array<{ templateName: string; clusterScope?: boolean }>;
  args?: Array<{
    name: string;
    value?: string;
    valueFrom?: {
      podTemplateHashValue?: 'Stable' | 'Latest';
      fieldRef?: { fieldPath: string };
    };
  }>;
  dryRun?: Array<{ metricName: string }>;
  measurementRetention?: Array<{ metricName: string; limit: number }>;
  analysisRunMetadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
}

export interface CanaryStep {
  setWeight?: number;
  pause?: { duration?: number | string };
  analysis?: AnalysisReference;
  setCanaryScale?: {
    replicas?: number;
    weight?: number;
    matchTrafficWeight?: boolean;
  };
  [other: string]: unknown;
}

export interface CanaryStrategy {
  steps?: CanaryStep[];
  canaryService?: string;
  stableService?: string;
  maxSurge?: IntOrPercent;
  maxUnavailable?: IntOrPercent;
  analysis?: AnalysisReference & { startingStep?: number };
  trafficRouting?: { maxTrafficWeight?: number };
  scaleDownDelaySeconds?: number;
  scaleDownDelayRevisionLimit?: number;
  abortScaleDownDelaySeconds?: number;
  dynamicStableScale?: boolean;
}

export interface BlueGreenStrategy {
  activeService: string;
  previewService?: string;
  previewReplicaCount?: number;
  autoPromotionEnabled?: boolean;
  autoPromotionSeconds?: number;
  scaleDownDelaySeconds?: number;
  scaleDownDelayRevisionLimit?: number;
  abortScaleDownDelaySeconds?: number;
  maxUnavailable?: IntOrPercent;
  prePromotionAnalysis?: AnalysisReference;
  postPromotionAnalysis?: AnalysisReference;
}

export interface PodTemplate {
  metadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: Record<string, any>;
}

export interface RolloutSpec {
  replicas?: number;
  selector?: { matchLabels?: Record<string, string> };
  template?: PodTemplate;
  workloadRef?: { apiVersion: string; kind: string; name: string };
  minReadySeconds?: number;
  paused?: boolean;
  progressDeadlineSeconds?: number;
  progressDeadlineAbort?: boolean;
  restartAt?: string;
  revisionHistoryLimit?: number;
  rollbackWindow?: { revisions?: number };
  analysis?: {
    successfulRunHistoryLimit?: number;
    unsuccessfulRunHistoryLimit?: number;
  };
  strategy?: { canary?: CanaryStrategy; blueGreen?: BlueGreenStrategy };
}

export interface RolloutCondition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  lastUpdateTime: string;
  lastTransitionTime: string;
  reason: string;
  message: string;
}

export interface AnalysisRunStatusReference {
  name: string;
  status: string;
  message?: string;
}

export type RolloutPhase = 'Healthy' | 'Degraded' | 'Progressing' | 'Paused';

export interface RolloutStatus {
  abort?: boolean;
  abortedAt?: string;
  pauseConditions?: Array<{ reason: PauseReason; startTime: string }>;
  controllerPause?: boolean;
  currentPodHash?: string;
  currentStepHash?: string;
  currentStepIndex?: number;
  replicas?: number;
  updatedReplicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  HPAReplicas?: number;
  collisionCount?: number;
  /** A string, in Rollouts' own way. */
  observedGeneration?: string;
  workloadObservedGeneration?: string;
  conditions?: RolloutCondition[];
  selector?: string;
  stableRS?: string;
  restartedAt?: string;
  promoteFull?: boolean;
  phase?: RolloutPhase;
  message?: string;
  canary?: {
    currentStepAnalysisRunStatus?: AnalysisRunStatusReference;
    currentBackgroundAnalysisRunStatus?: AnalysisRunStatusReference;
  };
  blueGreen?: {
    activeSelector?: string;
    previewSelector?: string;
    scaleUpPreviewCheckPoint?: boolean;
    prePromotionAnalysisRunStatus?: AnalysisRunStatusReference;
    postPromotionAnalysisRunStatus?: AnalysisRunStatusReference;
  };
}

export type Rollout = StoredObject & {
  spec: RolloutSpec;
  status?: RolloutStatus;
};

export function replicasOf(rollout: { spec: RolloutSpec }): number {
  return rollout.spec.replicas ?? 1;
}

export function statusOf(rollout: Rollout): RolloutStatus {
  return rollout.status ?? {};
}

export function revisionOf(object: StoredObject): number {
  return Number(object.metadata.annotations?.[REVISION_ANNOTATION] ?? 0);
}

export function templateOf(rollout: Rollout): PodTemplate {
  return rollout.spec.template ?? {};
}
