import { ObjectRef, OwnerRef } from './ObjectRef';

export interface MetricFacts {
  name: string;
  phase: string;
  message?: string;
  successful: number;
  failed: number;
  inconclusive: number;
  error: number;
}

export interface AnalysisRunFacts {
  kind: 'AnalysisRun';
  ref: ObjectRef;
  owner?: OwnerRef;
  createdAt?: string;
  /** The pod template hash of the revision that it judges. */
  hash?: string;
  /** `Step`, `Background`, `PrePromotion`, `PostPromotion`. */
  type?: string;
  stepIndex?: number;
  revision?: number;
  /** Undefined before the controller has looked at it. */
  phase?: string;
  message?: string;
  startedAt?: string;
  completedAt?: string;
  metrics: MetricFacts[];
}
