import { ConditionFacts, ObjectRef } from './ObjectRef';

/** One step of a canary; a step that cannot be read is kept as `other`, so that indexes fit. */
export type RolloutStepFacts =
  | { kind: 'set-weight'; weight: number }
  | { kind: 'pause'; seconds?: number }
  | { kind: 'analysis'; templates: string[] }
  | { kind: 'scale' }
  | { kind: 'other'; name: string };

/** The AnalysisRun that the Rollout's status points to. */
export interface AnalysisRunStatus {
  name: string;
  phase: string;
  message?: string;
}

export interface ContainerImage {
  container: string;
  image: string;
}

export interface RolloutFacts {
  kind: 'Rollout';
  ref: ObjectRef;
  createdAt?: string;
  deletingSince?: string;
  /** `undefined` when the spec has no strategy that is known. */
  strategy?: 'canary' | 'blue-green';
  generation: number;
  /** A string in the API; undefined before the controller has written a status. */
  observedGeneration?: number;
  /** `spec.replicas`. */
  replicas: number;
  /** `spec.paused`: a person paused it. */
  paused: boolean;
  steps: RolloutStepFacts[];
  trafficRouting: boolean;
  /** Blue-green: whether and when it promotes itself. */
  autoPromotion: { enabled: boolean; seconds?: number };
  /** Blue-green: whether a promotion has to pass an analysis before or after. */
  promotionAnalysis: boolean;
  /** The pod template is in another object. */
  workloadRef: boolean;
  /** The images of the pod template, in the order of the containers. */
  images: ContainerImage[];
  restartAt?: string;
  status: {
    phase?: string;
    message?: string;
    currentPodHash?: string;
    stableHash?: string;
    currentStepIndex?: number;
    /** `false` and absent are told apart: a retry writes `false`. */
    abort?: boolean;
    abortedAt?: string;
    promoteFull: boolean;
    controllerPause: boolean;
    pauseConditions: Array<{ reason: string; startTime?: string }>;
    activeHash?: string;
    previewHash?: string;
    /** With traffic routing: what the router sends to the canary. */
    canaryWeight?: number;
    replicas: number;
    updatedReplicas: number;
    readyReplicas: number;
    availableReplicas: number;
    restartedAt?: string;
    conditions: ConditionFacts[];
    stepAnalysis?: AnalysisRunStatus;
    backgroundAnalysis?: AnalysisRunStatus;
    prePromotionAnalysis?: AnalysisRunStatus;
    postPromotionAnalysis?: AnalysisRunStatus;
  };
}
