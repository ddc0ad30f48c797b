import { LedgerEntry, Outcome } from '@slipway/plugin-wiring-node';
import { redactMessage } from '../observe/parse/redactMessage';

const results: Record<LedgerEntry['plan'], Outcome['result']> = {
  create: 'created',
  update: 'updated',
  unchanged: 'unchanged',
};

/** What a run has done so far, or until it was broken off, as the ledger tells it. */
export function outcomesInLedger(
  entries: readonly LedgerEntry[],
  id: string,
): Outcome[] {
  return entries
    .filter(({ launch, status }) => launch === id && status !== 'intended')
    .map(({ what, name, plan }) => ({ what, name, result: results[plan] }));
}

/** With their known fields only, as they are stored. */
export function cleanOutcomes(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.map(({ what, name, result }) => ({
    what: redactMessage(what),
    name: redactMessage(name),
    result,
  }));
}
