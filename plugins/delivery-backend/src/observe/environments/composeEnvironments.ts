import { EnvironmentState, Observed } from '@slipway/plugin-delivery-common';
import { SourceStatus } from '../cluster';

/**
 * What is said of the environments of a service. Before every source has told all that there is,
 * a derivation would show as empty what is merely not known yet: what was stored stays, marked
 * stale when a source fails.
 */
export function composeEnvironments(options: {
  /** The sources that say something about this service. */
  sources: SourceStatus[];
  derive: () => EnvironmentState[];
  stored?: Observed<EnvironmentState[]>;
  now: Date;
}): Observed<EnvironmentState[]> {
  const { sources, stored, now } = options;
  const failing = sources
    .flatMap(source => source.failing ?? [])
    .sort((a, b) => a.since.localeCompare(b.since))[0];
  const known = sources.length > 0 && sources.every(source => source.synced);
  if (known) {
    return {
      kind: 'observed',
      freshness: failing
        ? { kind: 'stale', ...failing }
        : { kind: 'live', at: now.toISOString() },
      value: options.derive(),
    };
  }
  if (stored?.kind === 'observed') {
    return failing && stored.freshness.kind === 'live'
      ? { ...stored, freshness: { kind: 'stale', ...failing } }
      : stored;
  }
  if (failing) {
    return stored?.kind === 'unreachable'
      ? stored
      : { kind: 'unreachable', ...failing };
  }
  return stored?.kind === 'waiting'
    ? stored
    : { kind: 'waiting', since: now.toISOString() };
}
