import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  WiringAnswer,
  WiringHealth,
  WiringList,
  WiringRepairRequest,
  WiringRotateRequest,
} from '@slipway/plugin-delivery-common';

/**
 * The wiring of a service as this page could read it.
 *
 * @public
 */
export interface ReadWiring extends WiringHealth {
  /** How many items the page cannot read, as those of a newer backend; they are left out. */
  unreadable: number;
}

/**
 * The wiring of all services as this page could read it.
 *
 * @public
 */
export interface ReadWiringList extends WiringList {
  /** How many services the page cannot read; they are left out. */
  unreadable: number;
}

/**
 * Reads how the wiring of services stands, and has it checked, repaired and its credentials
 * replaced. Refusals of the backend are thrown as `ResponseError`.
 *
 * @public
 */
export interface WiringApi {
  /** All services that this person may see, worst first. */
  getWiringList(options?: { signal?: AbortSignal }): Promise<ReadWiringList>;
  getWiring(
    entityRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<ReadWiring>;
  check(entityRef: string): Promise<WiringAnswer>;
  repair(
    entityRef: string,
    request: WiringRepairRequest,
  ): Promise<WiringAnswer>;
  rotate(
    entityRef: string,
    request: WiringRotateRequest,
  ): Promise<WiringAnswer>;
}

/** @public */
export const wiringApiRef = createApiRef<WiringApi>({
  id: 'plugin.delivery.wiring',
});
