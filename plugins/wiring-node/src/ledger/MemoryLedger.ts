import { thingKey, Thing } from '../run/Thing';
import { LaunchEnd, LaunchOpening, Ledger } from './Ledger';
import { Intent, LedgerEntry, Settlement } from './LedgerEntry';
import { recordIntent, recordOutcome } from './recordEntry';

/**
 * A ledger of one service that ends with the process, for tests.
 *
 * @public
 */
export class MemoryLedger implements Ledger {
  readonly entries: Map<string, LedgerEntry>;
  readonly launch: string;
  opened?: LaunchOpening;
  ended?: LaunchEnd;
  readonly #now: () => Date;

  constructor(
    launch = 'launch-1',
    entries = new Map<string, LedgerEntry>(),
    now: () => Date = () => new Date(),
  ) {
    this.launch = launch;
    this.entries = entries;
    this.#now = now;
  }

  /** A later launch of the same service. */
  next(launch: string): MemoryLedger {
    return new MemoryLedger(launch, this.entries, this.#now);
  }

  async open(opening: LaunchOpening): Promise<void> {
    this.opened = opening;
  }

  async renew(): Promise<void> {}

  async intend(intent: Intent): Promise<void> {
    const key = thingKey(intent.thing);
    const mark = { launch: this.launch, at: this.#now().toISOString() };
    this.entries.set(key, recordIntent(this.entries.get(key), intent, mark));
  }

  async settle(thing: Thing, outcome: Settlement): Promise<void> {
    const key = thingKey(thing);
    const prior = this.entries.get(key);
    if (prior) {
      const at = this.#now().toISOString();
      this.entries.set(key, recordOutcome(prior, outcome, at));
    }
  }

  async close(end: LaunchEnd): Promise<void> {
    this.ended = end;
  }
}
