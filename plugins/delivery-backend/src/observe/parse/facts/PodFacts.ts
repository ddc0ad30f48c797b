import { ConditionFacts, ObjectRef, OwnerRef } from './ObjectRef';

/** How a container ended. */
export interface ContainerEnd {
  exitCode?: number;
  reason?: string;
  message?: string;
}

export interface ContainerFacts {
  name: string;
  image: string;
  init: boolean;
  ready: boolean;
  restartCount: number;
  waiting?: { reason: string; message?: string };
  /** When it began to run. */
  runningSince?: string;
  terminated?: ContainerEnd;
  lastTerminated?: ContainerEnd;
}

export interface PodFacts {
  kind: 'Pod';
  ref: ObjectRef;
  owner?: OwnerRef;
  createdAt?: string;
  deletingSince?: string;
  phase?: string;
  /** Such as `Evicted`. */
  reason?: string;
  message?: string;
  conditions: ConditionFacts[];
  containers: ContainerFacts[];
}
