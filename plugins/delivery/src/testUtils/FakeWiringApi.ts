import {
  WiringAnswer,
  WiringItem,
  WiringRepairRequest,
  WiringRotateRequest,
  WiringSummary,
} from '@slipway/plugin-delivery-common';
import { ReadWiring, ReadWiringList, WiringApi } from '../api';

/**
 * The wiring of a delivery backend with knobs: how it stands, whether it answers at all, and how it
 * takes orders.
 *
 * @public
 */
export class FakeWiringApi implements WiringApi {
  /** What is shown; without it no read is answered. */
  health?: ReadWiring;
  list: ReadWiringList = { services: [], unreadable: 0 };
  /** Thrown by each read. */
  failure?: Error;
  /** Thrown by the next orders, in their order. */
  refusals: Error[] = [];
  reads = 0;
  checks = 0;
  readonly repairs: WiringRepairRequest[] = [];
  readonly rotations: WiringRotateRequest[] = [];
  /** What an order that is not refused does. */
  onOrder: () => void = () => {};

  constructor(health?: ReadWiring) {
    this.health = health;
  }

  async getWiringList(): Promise<ReadWiringList> {
    if (this.failure) {
      throw this.failure;
    }
    return this.list;
  }

  async getWiring(): Promise<ReadWiring> {
    this.reads += 1;
    if (this.failure) {
      throw this.failure;
    }
    return this.health ?? new Promise(() => {});
  }

  check(): Promise<WiringAnswer> {
    this.checks += 1;
    return this.#take();
  }

  repair(_: string, request: WiringRepairRequest): Promise<WiringAnswer> {
    this.repairs.push(request);
    return this.#take();
  }

  rotate(_: string, request: WiringRotateRequest): Promise<WiringAnswer> {
    this.rotations.push(request);
    return this.#take();
  }

  async #take(): Promise<WiringAnswer> {
    const refusal = this.refusals.shift();
    if (refusal) {
      throw refusal;
    }
    this.onOrder();
    return { accepted: true };
  }
}

/**
 * The wiring of a service that has been checked, or as the fields say.
 *
 * @public
 */
export function createWiring(fields: Partial<ReadWiring> = {}): ReadWiring {
  return {
    entityRef: 'component:default/payments',
    service: 'payments',
    standing: 'sound',
    checkedAt: '2026-11-21T12:00:00.000Z',
    items: [],
    basis: 'b1',
    mayRepair: true,
    mayRotate: true,
    unreadable: 0,
    ...fields,
  };
}

/**
 * A sound repository, or as the fields say.
 *
 * @public
 */
export function createWiringItem(fields: Partial<WiringItem> = {}): WiringItem {
  return {
    key: `${fields.what ?? 'app repository'} ${fields.name ?? 'acme/payments'}`,
    what: 'app repository',
    name: 'acme/payments',
    place: 'gitlab.example.com',
    standing: 'sound',
    findings: [],
    canRotate: false,
    ...fields,
  };
}

/**
 * A service in the list of all, sound or as the fields say.
 *
 * @public
 */
export function createWiringSummary(
  fields: Partial<WiringSummary> = {},
): WiringSummary {
  const service = fields.service ?? 'payments';
  return {
    entityRef: `component:default/${service}`,
    service,
    standing: 'sound',
    checkedAt: '2026-11-21T12:00:00.000Z',
    broken: 0,
    attention: 0,
    unknown: 0,
    items: 26,
    ...fields,
  };
}
