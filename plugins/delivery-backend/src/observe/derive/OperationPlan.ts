import { JsonObject } from '@backstage/types';
import { Sentence } from '@slipway/plugin-delivery-common';
import { ObjectReference } from '@slipway/plugin-delivery-node';

/** Which operation was asked for, on which basis and by whom. */
export interface OperationCommand {
  /** The basis of the offer that was accepted. */
  basis: string;
  /** Entity reference of the person. */
  username: string;
  reason?: string;
}

/** What to send to the cluster, or why not. */
export type OperationPlan =
  /** Merge patches, to be sent in this order. A 409 means: read again, and plan again. */
  | {
      kind: 'patch';
      cluster: string;
      target: ObjectReference;
      patches: Array<{ subresource?: 'status'; patch: JsonObject }>;
    }
  /** The state has moved on since the offer, or never allowed it. */
  | { kind: 'conflict'; sentence: Sentence };
