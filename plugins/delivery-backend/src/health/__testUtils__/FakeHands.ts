import {
  Outcome,
  RunContext,
  WiringCheckInput,
  WiringCheckRun,
  WiringRepairInput,
  WiringReport,
  WiringRotateInput,
} from '@slipway/plugin-wiring-node';
import { WiringHands } from '../WiringHands';

/** Forges and clusters that say and do what a test wants, and remember what they were asked. */
export class FakeHands implements WiringHands {
  /** What a look finds, by the name of the service; nothing for others. */
  readonly reports = new Map<string, WiringReport>();
  readonly checks: WiringCheckInput[] = [];
  readonly repairs: WiringRepairInput[] = [];
  readonly rotations: WiringRotateInput[] = [];
  /** What happens instead, once for each; an error is thrown. */
  readonly next: Array<
    Error | ((signal: AbortSignal | undefined) => Promise<void>)
  > = [];

  async check(
    { signal }: WiringCheckRun,
    input: WiringCheckInput,
  ): Promise<WiringReport> {
    this.checks.push(input);
    await this.#happen(signal);
    return this.reports.get(input.service) ?? { items: [] };
  }

  async repair(run: RunContext, input: WiringRepairInput): Promise<Outcome[]> {
    this.repairs.push(input);
    await this.#happen(run.signal);
    const outcomes: Outcome[] = [];
    for (const thing of input.things) {
      const item = { what: 'thing', name: thing.kind, thing };
      await run.ledger?.intend({ ...item, plan: 'create' });
      await run.ledger?.settle(thing, { result: 'created' });
      outcomes.push({ what: 'thing', name: thing.kind, result: 'created' });
    }
    return outcomes;
  }

  async rotate(run: RunContext, input: WiringRotateInput): Promise<Outcome[]> {
    this.rotations.push(input);
    await this.#happen(run.signal);
    return [{ what: 'token', name: input.thing.kind, result: 'updated' }];
  }

  async #happen(signal: AbortSignal | undefined): Promise<void> {
    const next = this.next.shift();
    if (next instanceof Error) {
      throw next;
    }
    await next?.(signal);
  }
}

/** Something that lasts until it is told to go on, or is broken off. */
export function gate() {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return {
    open: () => open(),
    wait: (signal: AbortSignal | undefined) =>
      Promise.race([
        opened,
        new Promise<void>((_, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason)),
        ),
      ]),
  };
}
