import { ConflictError, NotFoundError } from '@backstage/errors';
import { LaunchKind, LaunchStatus } from '@slipway/plugin-delivery-common';
import {
  Intent,
  LaunchEnd,
  LaunchOpening,
  Ledger,
  LedgerEntry,
  recordIntent,
  recordOutcome,
  Settlement,
  Thing,
} from '@slipway/plugin-wiring-node';
import { Leases } from '../database';
import { DatabaseEntries } from './DatabaseEntries';
import { DatabaseLaunches } from './DatabaseLaunches';
import { deriveStatus } from './deriveChain';
import { LaunchRecord, StoredStatus } from './LaunchRecord';

/** How long a launch has its name after the last word from it. */
export const launchTtlMs = 60_000;

const unfinished: StoredStatus[] = [
  'running',
  'failed',
  'cancelled',
  'take-back-failed',
];

/** What may still be written to: a step that runs after a failed one is part of its launch. */
const writable: StoredStatus[] = [
  'running',
  'failed',
  'cancelled',
  'taking-back',
];

/** The ledger of all services: who launches which, and what they have made. */
export class LaunchLedger {
  readonly launches: DatabaseLaunches;
  readonly entries: DatabaseEntries;
  readonly #leases: Leases;
  readonly #now: () => Date;

  constructor(options: {
    launches: DatabaseLaunches;
    entries: DatabaseEntries;
    leases: Leases;
    now: () => Date;
  }) {
    this.launches = options.launches;
    this.entries = options.entries;
    this.#leases = options.leases;
    this.#now = options.now;
  }

  /** The ledger as one launch sees it. */
  of(id: string): Ledger {
    return {
      open: opening => this.open(id, 'launch', opening),
      renew: () => this.renew(id),
      intend: intent => this.intend(id, intent),
      settle: (thing, outcome) => this.settle(id, thing, outcome),
      close: end => this.close(id, end),
    };
  }

  async open(
    id: string,
    kind: LaunchKind,
    opening: LaunchOpening,
  ): Promise<void> {
    const now = this.#now();
    const known = await this.launches.get(id);
    if (known && !unfinished.includes(known.status)) {
      throw new ConflictError(
        `The launch ${id} of ${known.service} is ${known.status}; begin a new one`,
      );
    }
    await this.hold(opening.entityRef, id);
    for (const earlier of await this.launches.ofService(opening.entityRef)) {
      if (earlier.id !== id && goesOnWith(kind, earlier.kind)) {
        await this.launches.move(earlier.id, unfinished, 'continued', {
          continuedBy: id,
          now,
        });
      }
    }
    await this.launches.put({
      id,
      kind,
      ...opening,
      status: 'running',
      startedAt: known?.startedAt ?? now,
      seenAt: now,
    });
  }

  async renew(id: string): Promise<void> {
    const launch = await this.#writable(id);
    // What has ended must not take the name again by its last breath.
    if (launch.status === 'running') {
      await this.hold(launch.entityRef, id);
      await this.launches.touch(id, this.#now());
    }
  }

  async intend(id: string, intent: Intent): Promise<void> {
    const { entityRef, kind } = await this.#writable(id);
    await this.hold(entityRef, id);
    const mark = { launch: id, at: this.#now().toISOString() };
    await this.entries.change(entityRef, intent.thing, prior => {
      const entry = recordIntent(prior, intent, mark);
      // What is repaired goes when the launch is taken back that had made it.
      return kind === 'repair' && prior && prior.status !== 'taken-back'
        ? { ...entry, madeBy: prior.madeBy }
        : entry;
    });
    await this.launches.touch(id, this.#now());
  }

  /** Also when the name is lost meanwhile: the effect has happened. */
  async settle(id: string, thing: Thing, outcome: Settlement): Promise<void> {
    const launch = await this.launches.get(id);
    if (!launch) {
      throw unknown(id);
    }
    const at = this.#now().toISOString();
    await this.entries.change(
      launch.entityRef,
      thing,
      prior => prior && recordOutcome(prior, outcome, at),
    );
  }

  async close(id: string, end: LaunchEnd): Promise<void> {
    const launch = await this.launches.get(id);
    if (!launch) {
      throw unknown(id);
    }
    await this.launches.move(id, ['running'], end.status, {
      now: this.#now(),
      reason: end.status === 'failed' ? end.reason : undefined,
    });
    await this.release(launch.entityRef, id);
  }

  /** Takes or keeps the name of a service; ConflictError names who has it. */
  async hold(entityRef: string, owner: string): Promise<void> {
    const name = leaseName(entityRef);
    const now = this.#now();
    if (
      !(await this.#leases.acquire({ name, owner, now, ttlMs: launchTtlMs }))
    ) {
      const lease = await this.#leases.read(name);
      const holder = lease && (await this.launches.get(holderId(lease.owner)));
      throw new ConflictError(describeHolder(entityRef, holder));
    }
  }

  /** Whether a launch, a take-back or a repair has the name of a service now. */
  async isHeld(entityRef: string): Promise<boolean> {
    const lease = await this.#leases.read(leaseName(entityRef));
    return lease !== undefined && lease.expiresAt > this.#now();
  }

  async release(entityRef: string, owner: string): Promise<void> {
    const now = this.#now();
    await this.#leases.release({ name: leaseName(entityRef), owner, now });
  }

  /** The status that people are told. */
  async statusOf(record: LaunchRecord): Promise<LaunchStatus> {
    const lease =
      record.status === 'running'
        ? await this.#leases.read(leaseName(record.entityRef))
        : undefined;
    return deriveStatus(record, lease, this.#now());
  }

  async entriesOf(entityRef: string): Promise<LedgerEntry[]> {
    return this.entries.ofService(entityRef);
  }

  async #writable(id: string): Promise<LaunchRecord> {
    const launch = await this.launches.get(id);
    if (!launch) {
      throw unknown(id);
    }
    if (!writable.includes(launch.status)) {
      throw new ConflictError(
        launch.continuedBy
          ? `The launch ${id} of ${launch.service} has been gone on with by the launch ${launch.continuedBy}; look there`
          : `The launch ${id} of ${launch.service} is ${launch.status}; begin a new one`,
      );
    }
    return launch;
  }
}

/** A launch does all that earlier runs have left undone; a repair only what earlier repairs have. */
function goesOnWith(kind: LaunchKind, earlier: LaunchKind): boolean {
  return earlier === 'repair' || (kind === 'launch' && earlier === 'launch');
}

function leaseName(entityRef: string): string {
  return `launch ${entityRef}`;
}

/** A take-back adds to the launch's id which replica does it. */
function holderId(owner: string): string {
  return owner.split(' ')[0];
}

function unknown(id: string): NotFoundError {
  return new NotFoundError(`The ledger has no launch ${id} that is yours`);
}

const participles: Record<LaunchKind, string> = {
  launch: 'launched',
  repair: 'repaired',
  decommission: 'decommissioned',
};

function describeHolder(
  entityRef: string,
  holder: LaunchRecord | undefined,
): string {
  if (!holder) {
    return `${entityRef} is being changed by somebody else; try again in a minute`;
  }
  const { service, actor = 'somebody', startedAt, id } = holder;
  const doing =
    holder.kind === 'launch' && holder.status === 'taking-back'
      ? 'taken back'
      : participles[holder.kind];
  return (
    `${service} is being ${doing} by ${actor} since ${startedAt.toISOString()} (${id}); ` +
    'wait until that has ended, or cancel it'
  );
}
