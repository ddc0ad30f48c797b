import { Sentence } from '@slipway/plugin-delivery-common';
import { ReplicaSetFacts } from '../../parse';
import { ImageParts } from './images';

/** What a Rollout or Deployment is doing, in the terms that an environment needs. */
export interface Workload {
  kind: 'Rollout' | 'Deployment';
  name: string;
  standing: 'empty' | 'progressing' | 'paused' | 'healthy' | 'degraded';
  sentence: Sentence;
  since?: string;
  /** What its pod template asks for. */
  asked?: ImageParts;
  /** What serves the users. */
  live?: ImageParts;
  /** Its ReplicaSets whose pods tell how it is: not those that are given up. */
  relevant: ReplicaSetFacts[];
  /** What is said of its pods is older than the change that is being taken up. */
  isTakingUp: boolean;
}
