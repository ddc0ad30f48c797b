import { Sentence } from './messages';

/**
 * Where the steps of a canary stand.
 *
 * @public
 */
export type StepProgress = 'done' | 'current' | 'next';

/**
 * One step of a canary.
 *
 * @public
 */
export interface RolloutStep {
  kind: 'set-weight' | 'pause' | 'analysis' | 'scale' | 'other';
  progress: StepProgress;
  /** `set-weight`: the weight in percent. */
  weight?: number;
  /** `pause`: its length in seconds; undefined for one that waits for a person. */
  seconds?: number;
  /** `analysis`: the names of the templates. `other`: the key of the step. */
  names?: string[];
}

/**
 * One AnalysisRun.
 *
 * @public
 */
export interface AnalysisState {
  name: string;
  phase:
    | 'pending'
    | 'running'
    | 'successful'
    | 'failed'
    | 'error'
    | 'inconclusive';
  /** Why it runs: at a step, in the background, before or after the switch. */
  role: 'step' | 'background' | 'pre-promotion' | 'post-promotion' | 'other';
  message?: string;
  metrics: Array<{
    name: string;
    phase: AnalysisState['phase'];
    successful: number;
    failed: number;
    inconclusive: number;
    error: number;
    message?: string;
  }>;
  startedAt?: string;
}

/**
 * One revision: a ReplicaSet of the Rollout.
 *
 * @public
 */
export interface RevisionState {
  /** The number that Argo Rollouts gave it; undefined before it has one. */
  revision?: number;
  replicaSet: string;
  images: string[];
  roles: Array<'stable' | 'canary' | 'active' | 'preview'>;
  replicas: number;
  available: number;
  createdAt?: string;
}

/**
 * A Rollout, as far as a person needs it.
 *
 * @public
 */
export interface RolloutState {
  name: string;
  strategy: 'canary' | 'blue-green';
  standing:
    | 'progressing'
    | 'paused'
    | 'healthy'
    | 'degraded'
    | 'aborted'
    | 'unknown';
  sentence: Sentence;
  steps: RolloutStep[];
  /** Canary only, in percent. */
  weight?: { set: number; actual: number };
  /** Present while it is paused. */
  pause?: {
    reason: 'step' | 'blue-green' | 'inconclusive-analysis' | 'by-a-person';
    since?: string;
    /** When a timed pause ends, ISO 8601; undefined for one that waits for a person. */
    until?: string;
  };
  analyses: AnalysisState[];
  /** Newest first. */
  revisions: RevisionState[];
  replicas: { wanted: number; updated: number; available: number };
}
