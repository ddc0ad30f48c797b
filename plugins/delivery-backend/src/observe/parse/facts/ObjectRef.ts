/** The kinds of objects that are watched. */
export type FactsKind =
  | 'Application'
  | 'Rollout'
  | 'ReplicaSet'
  | 'Pod'
  | 'AnalysisRun'
  | 'Deployment';

/** Which object, and which writing of it, a value was read from. */
export interface ObjectRef {
  cluster: string;
  kind: FactsKind;
  namespace: string;
  name: string;
  uid: string;
  resourceVersion: string;
}

/** Who made an object, by its controlling owner reference. */
export interface OwnerRef {
  kind: string;
  name: string;
  uid: string;
}

/** A condition as Kubernetes and Rollouts write it. */
export interface ConditionFacts {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  /** When the status last changed. */
  since?: string;
  /** When the condition was last written; reasons change without a transition. */
  updatedAt?: string;
}
