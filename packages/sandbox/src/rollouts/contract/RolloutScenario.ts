import type { NewObject } from '../../world/seams.ts';
import type { Rollout } from '../model/Rollout.ts';

/** What is done to a rollout, in the words of the recordings. */
export type RolloutAction =
  | { do: 'create' }
  | { do: 'image'; image: string; what: string }
  | { do: 'promote' }
  | { do: 'promote fully' }
  | { do: 'abort' }
  | { do: 'retry' }
  | { do: 'pause' }
  | { do: 'resume' }
  | { do: 'restart' }
  | { do: 'skip step' }
  | { do: 'scale'; replicas: number }
  | { do: 'wait' };

/** What is waited for before the next action. */
export interface RolloutWait {
  phase: string;
  message?: string;
  step?: number;
  /** As many pods of all revisions together. */
  replicas?: number;
  /** It is so already, and must first be left. */
  again?: true;
  /** So long it is watched after that, in seconds. */
  seconds?: number;
}

/** A story that the twin and the real controller are both taken through. */
export interface RolloutScenario {
  name: string;
  /** The name of the recording, and of the fixture that is made of it. */
  recording: string;
  /** Services and templates that are there before. */
  surroundings: NewObject[];
  rollout: NewObject;
  steps: Array<{ action: RolloutAction; until: RolloutWait }>;
  /** Its analyses are Jobs, and so need nodes that do them. */
  needsJobs?: true;
  /**
   * Where the story cannot be told the same way twice, and why; such states are left out of the
   * comparison.
   */
  timing?: Array<Partial<RolloutObservation> & { why: string }>;
}

/** What a person sees of a rollout at one moment. */
export interface RolloutObservation {
  phase: string;
  message: string;
  step: number | null;
  pauses: string[];
  abort: boolean;
  /** The newest revision is the stable one. */
  stable: boolean;
}

/** How a scenario reaches a cluster: the twin's store, or a real API server. */
export interface ScenarioCluster {
  create(object: NewObject): Promise<void>;
  patch(
    object: NewObject,
    patch: Record<string, unknown>,
    subresource?: 'status',
  ): Promise<void>;
  now(): Date;
  /** Each version of each rollout, from now on, in order. */
  watchRollouts(listener: (rollout: Rollout) => void): () => void;
}
