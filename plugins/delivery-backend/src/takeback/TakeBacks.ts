import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, toError } from '@backstage/errors';
import { TakeBackPreview } from '@slipway/plugin-delivery-common';
import {
  lookAround,
  planTakeBack,
  takeBack,
  TakeBackDeps,
  TakeBackPlan,
} from '@slipway/plugin-wiring-node';
import {
  deriveChain,
  LaunchLedger,
  launchTtlMs,
  LaunchRecord,
  StoredStatus,
  TakeBackOrder,
} from '../ledger';
import { pause } from '../lease';
import { presentPlan } from './presentPlan';

/** From which a launch can be taken back. */
const takeable: StoredStatus[] = [
  'running',
  'failed',
  'cancelled',
  'take-back-failed',
];

/**
 * Takes launches back, and whole services down. What was asked for is in the database, so that a
 * take-back whose portal has died goes on elsewhere.
 */
export class TakeBacks {
  readonly #ledger: LaunchLedger;
  readonly #deps: TakeBackDeps;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #instance = randomUUID();
  readonly #stop = new AbortController();
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: {
    ledger: LaunchLedger;
    wiring: TakeBackDeps;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#ledger = options.ledger;
    this.#deps = options.wiring;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** What taking back would do now; of a whole service for a launch of the kind decommission. */
  async preview(
    launch: LaunchRecord,
    also: readonly string[] = [],
    signal?: AbortSignal,
  ): Promise<TakeBackPreview> {
    return presentPlan(await this.#plan(launch, also, signal));
  }

  /** Begins a take-back on what was previewed; ConflictError when that is not so any more. */
  async begin(
    launch: LaunchRecord,
    order: TakeBackOrder,
    basis: string,
  ): Promise<void> {
    const { entityRef, id } = launch;
    const owner = this.#owner(id);
    await this.#ledger.hold(entityRef, owner);
    try {
      const seen = await this.preview(launch, order.also);
      if (seen.basis !== basis) {
        throw new ConflictError(
          `What a launch of ${launch.service} has left is not what you have seen any more; look again`,
        );
      }
      const { launches } = this.#ledger;
      const now = this.#now();
      if (launch.kind === 'decommission') {
        await launches.put({
          ...launch,
          status: 'taking-back',
          order,
          seenAt: now,
        });
      } else if (
        !(await launches.move(id, takeable, 'taking-back', { order, now }))
      ) {
        throw new ConflictError(
          `The launch ${id} of ${launch.service} cannot be taken back any more; look again`,
        );
      }
    } catch (error) {
      await this.#ledger.release(entityRef, owner);
      throw error;
    }
    this.#start(id);
  }

  /** Goes on with take-backs that nobody works at, until it is stopped. */
  async watch(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        for (const { id } of await this.#ledger.launches.withStatus(
          'taking-back',
        )) {
          this.#start(id);
        }
      } catch (error) {
        this.#logger.warn(
          'The take-backs that are under way could not be read',
          toError(error),
        );
      }
      await pause(launchTtlMs / 2, signal);
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#running.values());
  }

  /** When everything that this instance works at has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  #start(id: string): void {
    if (!this.#running.has(id)) {
      const run = this.#run(id).finally(() => this.#running.delete(id));
      this.#running.set(id, run);
    }
  }

  async #run(id: string): Promise<void> {
    const launch = await this.#ledger.launches.get(id);
    if (launch?.status !== 'taking-back') {
      return;
    }
    const owner = this.#owner(id);
    try {
      await this.#ledger.hold(launch.entityRef, owner);
    } catch (error) {
      // Another replica works at it.
      this.#logger.debug(toError(error).message);
      return;
    }
    const ended = new AbortController();
    const lost = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, lost.signal]);
    const holding = this.#keepHold(launch, owner, ended.signal, lost);
    try {
      await this.#work(launch, signal);
      await this.#end(launch, 'taken-back');
    } catch (error) {
      if (!signal.aborted) {
        const { message } = toError(error);
        this.#logger.warn(
          `${launch.service} could not be taken back: ${message}`,
        );
        await this.#end(launch, 'take-back-failed', message);
      }
    } finally {
      ended.abort();
      await holding;
      await this.#ledger.release(launch.entityRef, owner);
    }
  }

  async #work(launch: LaunchRecord, signal: AbortSignal): Promise<void> {
    const { id, service, order } = launch;
    const plan = await this.#plan(launch, order?.also ?? [], signal);
    await takeBack(
      {
        logger: this.#logger.child({ launch: id, service }),
        signal,
        checkpoint: async ({ fn }) => fn(),
        ledger: this.#ledger.of(id),
      },
      this.#deps,
      launch,
      plan,
    );
  }

  async #plan(
    launch: LaunchRecord,
    also: readonly string[],
    signal?: AbortSignal,
  ): Promise<TakeBackPlan> {
    const { entityRef, id, kind } = launch;
    const all = await this.#ledger.entriesOf(entityRef);
    const chain = deriveChain(
      id,
      await this.#ledger.launches.ofService(entityRef),
    );
    const isWhole = kind === 'decommission';
    const entries = isWhole
      ? all
      : all.filter(one => chain.has(one.madeBy) || chain.has(one.launch));
    const sights = await lookAround({ signal }, this.#deps, launch, entries);
    return planTakeBack(entries, sights, {
      covers: made => isWhole || chain.has(made),
      also: new Set(also),
    });
  }

  /** Keeps the name for as long as the work goes on; stops the work when it is lost. */
  async #keepHold(
    launch: LaunchRecord,
    owner: string,
    ended: AbortSignal,
    lost: AbortController,
  ): Promise<void> {
    for (;;) {
      await pause(launchTtlMs / 3, ended);
      if (ended.aborted) {
        return;
      }
      try {
        await this.#ledger.hold(launch.entityRef, owner);
        await this.#ledger.launches.touch(launch.id, this.#now());
      } catch (error) {
        this.#logger.warn(
          `Taking back ${launch.service} stops here`,
          toError(error),
        );
        lost.abort();
        return;
      }
    }
  }

  async #end(
    launch: LaunchRecord,
    status: 'taken-back' | 'take-back-failed',
    reason?: string,
  ): Promise<void> {
    const now = this.#now();
    await this.#ledger.launches.move(launch.id, ['taking-back'], status, {
      reason,
      now,
    });
  }

  #owner(id: string): string {
    return `${id} ${this.#instance}`;
  }
}
