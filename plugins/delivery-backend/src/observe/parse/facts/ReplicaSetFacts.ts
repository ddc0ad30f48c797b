import { ConditionFacts, ObjectRef, OwnerRef } from './ObjectRef';
import { ContainerImage } from './RolloutFacts';

export interface ReplicaSetFacts {
  kind: 'ReplicaSet';
  ref: ObjectRef;
  owner?: OwnerRef;
  createdAt?: string;
  /** The pod template hash of its Rollout or Deployment. */
  hash?: string;
  revision?: number;
  images: ContainerImage[];
  wanted: number;
  replicas: number;
  ready: number;
  available: number;
  conditions: ConditionFacts[];
  /** When Rollouts will scale it down. */
  scaleDownAt?: string;
}
