import { createHash } from 'node:crypto';

/** What is known of the looks at one service; times in ms since the epoch. */
export interface CheckHistory {
  entityRef: string;
  knownSince: number;
  /** When a look was last begun. */
  attemptedAt?: number;
  checkedAt?: number;
  /** Looks in a row that came to nothing. */
  failures: number;
  /** Somebody has asked for a look that has not begun. */
  pendingSince?: number;
  /** When a launch last ended. */
  changedAt?: number;
}

const backoffMs = 60_000;
/** The first looks at a fleet that is new to the portal come one after the other. */
const firstLookMs = 2_000;
/** How much sooner or later than the interval a look may come, as a part of it. */
const jitter = 0.1;

/** When a service is to be looked at without being asked to. */
export function deriveDue(
  history: CheckHistory,
  fleet: { everyMs: number; services: number },
): number {
  const { entityRef, knownSince, attemptedAt, checkedAt, failures, changedAt } =
    history;
  const { everyMs, services } = fleet;
  const share = shareOf(entityRef);
  if (failures > 0 && attemptedAt !== undefined) {
    const backoff = backoffMs * 2 ** Math.min(failures - 1, 20);
    return attemptedAt + Math.min(backoff, everyMs);
  }
  if (changedAt !== undefined && changedAt > (checkedAt ?? knownSince)) {
    return changedAt;
  }
  if (checkedAt === undefined) {
    return knownSince + share * Math.min(everyMs, services * firstLookMs);
  }
  return checkedAt + everyMs * (1 - jitter + 2 * jitter * share);
}

/** Those that are due: what people have asked for first, then what has waited longest. */
export function listDue<T extends CheckHistory>(
  histories: readonly T[],
  fleet: { everyMs: number; services: number; now: number },
): T[] {
  const dueOf = ({ pendingSince, ...history }: T) =>
    pendingSince ?? deriveDue(history, fleet);
  return histories
    .map(history => ({ history, due: dueOf(history) }))
    .filter(({ due }) => due <= fleet.now)
    .sort(
      (a, b) =>
        Number(a.history.pendingSince === undefined) -
          Number(b.history.pendingSince === undefined) || a.due - b.due,
    )
    .map(({ history }) => history);
}

/** From 0 to 1, always the same for the same name, so that a fleet stays spread. */
function shareOf(entityRef: string): number {
  const hash = createHash('sha256').update(entityRef).digest();
  return hash.readUInt32BE(0) / 2 ** 32;
}
