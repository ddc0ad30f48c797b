import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, toError } from '@backstage/errors';
import { Outcome } from '@slipway/plugin-wiring-node';
import { Leases } from '../database';
import { LaunchLedger, launchTtlMs } from '../ledger';
import { pause } from '../lease';
import { redactMessage } from '../observe/parse/redactMessage';
import { DatabaseWiringHealth } from './DatabaseWiringHealth';
import { DatabaseWiringOrders } from './DatabaseWiringOrders';
import { FleetMember } from './deriveFleet';
import { cleanOutcomes, outcomesInLedger } from './deriveOutcomes';
import { orderThings, WiringAsk } from './orderThings';
import { performOrder } from './performOrder';
import { WiringHands } from './WiringHands';
import { WiringNotifier } from './WiringNotifier';
import { WiringOrder } from './WiringOrder';

/** What portals have died over so often is not begun again. */
const mostAttempts = 5;
const longestMs = 15 * 60_000;

const nouns: Record<WiringOrder['kind'], string> = {
  repair: 'repair of the wiring',
  rotate: 'rotation of a credential',
};

/**
 * Repairs the wiring of services and rotates their credentials. What was asked for is in the database,
 * and doing it twice is safe, so that what a portal has left half done goes on elsewhere.
 */
export class WiringWorks {
  readonly #options: {
    hands: Pick<WiringHands, 'repair' | 'rotate'>;
    orders: DatabaseWiringOrders;
    health: DatabaseWiringHealth;
    ledger: LaunchLedger;
    leases: Leases;
    notifier: WiringNotifier;
    logger: LoggerService;
    now: () => Date;
  };
  readonly #instance = randomUUID();
  readonly #stop = new AbortController();
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: {
    hands: Pick<WiringHands, 'repair' | 'rotate'>;
    orders: DatabaseWiringOrders;
    health: DatabaseWiringHealth;
    ledger: LaunchLedger;
    leases: Leases;
    notifier: WiringNotifier;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Begins a repair or a rotation on what was seen. ConflictError when that is not so any more, or
   * when something else is being done to the service.
   */
  async begin(
    member: FleetMember,
    ask: WiringAsk,
    actor: string,
  ): Promise<string> {
    const { orders, health, ledger, notifier, now } = this.#options;
    const { entityRef, service, owner } = member;
    if (!member.isLaunched) {
      throw new ConflictError(
        `No launch of ${service} is in the ledger, so nothing says what of it is Slipway's; ` +
          'run its launch again, which takes over what is there',
      );
    }
    const id = randomUUID();
    await ledger.hold(entityRef, id);
    try {
      const report = (await health.get(entityRef))?.report ?? { items: [] };
      const things = orderThings(service, report, ask);
      const { kind } = ask;
      const startedAt = now();
      await orders.put({ id, ...member, actor, kind, things, startedAt });
      await ledger.open(id, 'repair', { entityRef, service, owner, actor });
    } catch (error) {
      await orders.remove(id);
      await ledger.release(entityRef, id);
      throw error;
    }
    await notifier.changed(entityRef);
    this.#start(id);
    return id;
  }

  /** Goes on with what nobody works at, until it is stopped. */
  async watch(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.resume();
      await pause(launchTtlMs / 2, signal);
    }
  }

  /** Goes on with what nobody works at now. */
  async resume(): Promise<void> {
    const { orders, logger } = this.#options;
    try {
      for (const { id } of await orders.working()) {
        this.#start(id);
      }
    } catch (error) {
      logger.warn(
        'The repairs that are under way could not be read',
        toError(error),
      );
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.settled();
  }

  /** When everything that this instance works at has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  #start(id: string): void {
    if (!this.#running.has(id) && !this.#stop.signal.aborted) {
      const run = this.#run(id)
        .catch(error =>
          this.#options.logger.error(
            `The repair ${id} could not be gone on with; it is tried again`,
            toError(error),
          ),
        )
        .finally(() => this.#running.delete(id));
      this.#running.set(id, run);
    }
  }

  async #run(id: string): Promise<void> {
    const { orders, leases, now } = this.#options;
    const lease = { name: `repair ${id}`, owner: this.#instance };
    const renew = () =>
      leases.acquire({ ...lease, now: now(), ttlMs: launchTtlMs });
    if (!(await renew())) {
      // Another replica works at it.
      return;
    }
    try {
      const order = await orders.get(id);
      if (order?.status === 'working' && (await this.#takeUp(order))) {
        await this.#work(order, renew);
      }
    } finally {
      await leases.release({ ...lease, now: now() });
    }
  }

  /** Whether there is something to go on with; what cannot be is ended, or left for later. */
  async #takeUp(order: WiringOrder): Promise<boolean> {
    const { ledger, logger } = this.#options;
    const { id, entityRef, service, owner, actor } = order;
    const run = await ledger.launches.get(id);
    if (run && run.status !== 'running') {
      await this.#end(
        order,
        run.status === 'completed'
          ? undefined
          : run.reason ??
              'It was broken off, and something else has been done to the service since',
      );
      return false;
    }
    if (order.attempts >= mostAttempts) {
      await this.#close(
        order,
        `The portal has ended ${mostAttempts} times while it was at it; see its log, then ask again`,
      );
      return false;
    }
    if (order.attempts > 0 || !run) {
      try {
        await ledger.open(id, 'repair', { entityRef, service, owner, actor });
      } catch (error) {
        if (toError(error).name !== 'ConflictError') {
          throw error;
        }
        // Whoever has the name now gives it back some time.
        logger.debug(toError(error).message);
        return false;
      }
      logger.info(
        `The ${nouns[order.kind]} of ${service} goes on here (${id})`,
      );
    }
    return true;
  }

  async #work(
    order: WiringOrder,
    renew: () => Promise<boolean>,
  ): Promise<void> {
    const { logger } = this.#options;
    const ended = new AbortController();
    const lost = new AbortController();
    const tooLong = AbortSignal.timeout(longestMs);
    const mayGoOn = AbortSignal.any([this.#stop.signal, lost.signal]);
    const holding = this.#keepHold(order, renew, ended.signal, lost);
    try {
      await this.#options.orders.attempt(order.id);
      const signal = AbortSignal.any([mayGoOn, tooLong]);
      const result = await performOrder(order, this.#options, signal).then(
        outcomes => ({ outcomes: cleanOutcomes(outcomes), failure: undefined }),
        error => ({
          outcomes: undefined,
          failure: tooLong.aborted
            ? `There was no end to it within ${longestMs / 60_000} minutes`
            : redactMessage(toError(error).message),
        }),
      );
      const { failure, outcomes } = result;
      if (failure !== undefined && mayGoOn.aborted) {
        // Broken off, it goes on elsewhere, or here after a restart.
        return;
      }
      if (failure !== undefined) {
        logger.warn(
          `The ${nouns[order.kind]} of ${order.service} has failed: ${failure}`,
        );
      }
      await this.#close(order, failure, outcomes);
    } finally {
      ended.abort();
      await holding;
    }
  }

  /** Keeps the name for as long as the work goes on; stops the work when it is lost. */
  async #keepHold(
    { id, service, kind }: WiringOrder,
    renew: () => Promise<boolean>,
    ended: AbortSignal,
    lost: AbortController,
  ): Promise<void> {
    const { ledger, logger } = this.#options;
    for (;;) {
      await pause(launchTtlMs / 3, ended);
      if (ended.aborted) {
        return;
      }
      try {
        if (!(await renew())) {
          throw new Error('another instance of the portal goes on with it');
        }
        await ledger.renew(id);
      } catch (error) {
        logger.warn(
          `The ${nouns[kind]} of ${service} stops here`,
          toError(error),
        );
        lost.abort();
        return;
      }
    }
  }

  /** Gives the name back, then ends. */
  async #close(
    order: WiringOrder,
    failure: string | undefined,
    outcomes?: Outcome[],
  ): Promise<void> {
    await this.#options.ledger.close(
      order.id,
      failure === undefined
        ? { status: 'completed' }
        : { status: 'failed', reason: failure },
    );
    await this.#end(order, failure, outcomes);
  }

  /** What is so now is looked at at once. */
  async #end(
    order: WiringOrder,
    failure: string | undefined,
    outcomes?: Outcome[],
  ): Promise<void> {
    const { orders, health, ledger, notifier, now } = this.#options;
    const { id, entityRef } = order;
    await orders.end(id, {
      failure,
      outcomes:
        outcomes ?? outcomesInLedger(await ledger.entriesOf(entityRef), id),
      now: now(),
    });
    await health.want(order, now());
    await notifier.changed(entityRef);
  }
}
