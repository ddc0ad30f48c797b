import { Intent, LedgerEntry, Settlement } from './LedgerEntry';

/** Who writes, and when. */
interface Mark {
  launch: string;
  at: string;
}

/**
 * The entry of a thing that is about to be looked after.
 *
 * A thing that is found, and that the ledger holds an unsettled intent to create, was created before
 * a crash: it is this service's own. One that the ledger does not know was there before Slipway.
 *
 * @public
 */
export function recordIntent(
  prior: LedgerEntry | undefined,
  intent: Intent,
  mark: Mark,
): LedgerEntry {
  const { thing, what, name, plan } = intent;
  const known =
    prior && prior.status !== 'taken-back' && !intent.adopts
      ? prior
      : undefined;
  const base = { thing, what, name, plan, ...mark };
  switch (plan) {
    case 'create':
      return {
        ...base,
        status: 'intended',
        origin: 'created',
        madeBy: mark.launch,
      };
    case 'update':
      return { ...base, status: 'intended', ...originOf(known, mark) };
    case 'unchanged':
      return {
        ...base,
        ...(intent.fingerprint !== undefined && {
          fingerprint: intent.fingerprint,
        }),
        // The fingerprint of its writing stays, so that what people have changed since is seen.
        ...originOf(known, mark),
        status: known ? settledStatus(known, mark) : 'adopted',
      };
    default:
      throw new TypeError(`Not a plan: ${plan satisfies never}`);
  }
}

/**
 * The entry after the effect.
 *
 * @public
 */
export function recordOutcome(
  prior: LedgerEntry,
  outcome: Settlement,
  at: string,
): LedgerEntry {
  const { result, fingerprint } = outcome;
  const { fingerprint: _, ...rest } = prior;
  return {
    ...rest,
    status: statusOf(prior, result),
    ...(fingerprint !== undefined && { fingerprint }),
    at,
  };
}

function statusOf(
  prior: LedgerEntry,
  result: Settlement['result'],
): LedgerEntry['status'] {
  // Written to for the first time, it was taken over by it.
  return result === 'updated' &&
    prior.origin === 'adopted' &&
    prior.madeBy === prior.launch
    ? 'adopted'
    : result;
}

function originOf(
  known: LedgerEntry | undefined,
  mark: Mark,
): Pick<LedgerEntry, 'origin' | 'madeBy' | 'fingerprint'> {
  return known
    ? {
        origin: known.origin,
        madeBy: known.madeBy,
        ...(known.fingerprint !== undefined && {
          fingerprint: known.fingerprint,
        }),
      }
    : { origin: 'adopted', madeBy: mark.launch };
}

/** An intent to create whose thing is there was carried out; the crash took only its settling. */
function settledStatus(known: LedgerEntry, mark: Mark): LedgerEntry['status'] {
  if (known.status !== 'intended') {
    // A launch may look at a thing twice, and has created it all the same.
    return known.launch === mark.launch ? known.status : 'unchanged';
  }
  return known.origin === 'created' && known.plan === 'create'
    ? 'created'
    : 'updated';
}
