import { ConditionFacts, ObjectRef } from './ObjectRef';
import { ContainerImage } from './RolloutFacts';

export interface DeploymentFacts {
  kind: 'Deployment';
  ref: ObjectRef;
  createdAt?: string;
  deletingSince?: string;
  generation: number;
  observedGeneration?: number;
  paused: boolean;
  replicas: number;
  images: ContainerImage[];
  status: {
    replicas: number;
    updatedReplicas: number;
    readyReplicas: number;
    availableReplicas: number;
    conditions: ConditionFacts[];
  };
}
