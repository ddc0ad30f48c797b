import {
  EnvironmentState,
  Observed,
  PipelineBoard,
} from '@slipway/plugin-delivery-common';

/** What was last seen of a service; its offers are those that make sense, whoever may do them. */
export interface StoredDelivery {
  entityRef: string;
  version: number;
  environments?: Observed<EnvironmentState[]>;
  pipelines?: Observed<PipelineBoard>;
  /** When the forge last answered. */
  pipelinesSeenAt?: Date;
}

/** A part that was seen anew. */
export type DeliveryPart =
  | { environments: Observed<EnvironmentState[]> }
  | { pipelines: Observed<PipelineBoard> };

/** Where what was seen is kept. */
export interface DeliveryStore {
  get(entityRef: string): Promise<StoredDelivery | undefined>;
  /** The new version; undefined when the part says what it said before. */
  put(
    entityRef: string,
    part: DeliveryPart,
    now: Date,
  ): Promise<number | undefined>;
  /** The forge has answered that nothing has changed. */
  touchPipelines(entityRef: string, now: Date): Promise<void>;
  /** Forgets every service that is not among these. */
  keepOnly(entityRefs: ReadonlySet<string>): Promise<void>;
}
