import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { pause } from '../lease';
import { DatabaseWiringHealth } from './DatabaseWiringHealth';
import { FleetMember } from './deriveFleet';
import { listDue } from './deriveDue';
import { WiringChecker } from './WiringChecker';
import { WiringFleet } from './WiringFleet';

const tickMs = 1_000;
const fleetMs = 30_000;

/**
 * Has every service looked at when its time comes, or when somebody has asked. Runs on one replica at a
 * time, under a lease.
 */
export class WiringSchedule {
  readonly #options: {
    fleet: WiringFleet;
    health: DatabaseWiringHealth;
    checker: WiringChecker;
    everyMs: number;
    concurrency: number;
    logger: LoggerService;
    now: () => Date;
  };
  readonly #running = new Map<string, Promise<void>>();
  #members = new Map<string, FleetMember>();
  #fleetReadAt?: number;

  constructor(options: {
    fleet: WiringFleet;
    health: DatabaseWiringHealth;
    checker: WiringChecker;
    everyMs: number;
    concurrency: number;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { health, logger } = this.#options;
    let failures = 0;
    let isRecovered = false;
    while (!signal.aborted) {
      try {
        if (!isRecovered) {
          await health.recover();
          isRecovered = true;
        }
        await this.tick(signal);
        failures = 0;
      } catch (error) {
        failures += 1;
        logger.warn(
          `It could not be told whose wiring is to be looked at (attempt ${failures})`,
          toError(error),
        );
      }
      await pause(tickMs * Math.min(2 ** failures, 60), signal);
    }
    await this.settled();
  }

  /** Begins what is due, as far as there is room. */
  async tick(signal: AbortSignal): Promise<void> {
    const { health, everyMs, concurrency } = this.#options;
    const now = this.#options.now().getTime();
    if (this.#fleetReadAt === undefined || now - this.#fleetReadAt >= fleetMs) {
      await this.#readFleet();
      this.#fleetReadAt = now;
    }
    const histories = (await health.checks()).map(history => ({
      ...history,
      changedAt: this.#members.get(history.entityRef)?.changedAt?.getTime(),
    }));
    const services = histories.length;
    for (const { entityRef } of listDue(histories, {
      everyMs,
      services,
      now,
    })) {
      if (this.#running.size >= concurrency || signal.aborted) {
        return;
      }
      if (!this.#running.has(entityRef)) {
        const run = this.#check(entityRef, signal).finally(() =>
          this.#running.delete(entityRef),
        );
        this.#running.set(entityRef, run);
      }
    }
  }

  /** When every look that was begun has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  async #check(entityRef: string, signal: AbortSignal): Promise<void> {
    const { fleet, health, checker, logger } = this.#options;
    try {
      const member = await fleet.find(entityRef);
      if (member) {
        await checker.check(member, signal);
      } else if (fleet.isComplete) {
        await health.forget(entityRef);
      }
    } catch (error) {
      logger.error(
        `The wiring of ${entityRef} could not be looked at, or what was found not be kept`,
        toError(error),
      );
    }
  }

  async #readFleet(): Promise<void> {
    const { fleet, health, now } = this.#options;
    const members = await fleet.all();
    this.#members = new Map(members.map(one => [one.entityRef, one]));
    const known = new Set((await health.checks()).map(one => one.entityRef));
    for (const member of members) {
      if (!known.has(member.entityRef)) {
        await health.meet(member, now());
      }
    }
    if (fleet.isComplete) {
      for (const entityRef of known) {
        if (!this.#members.has(entityRef)) {
          await health.forget(entityRef);
        }
      }
    }
  }
}
