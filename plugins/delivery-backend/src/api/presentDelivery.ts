import {
  Observed,
  OperationKind,
  OperationOffer,
  ServiceDelivery,
} from '@slipway/plugin-delivery-common';
import { createHash } from 'node:crypto';
import { Lease, StoredDelivery } from '../database';
import { ServiceWiring, Wired } from '../services';

/** Longer than the net's interval and the pauses after failures. */
const pipelinesTrustedMs = 600_000;
/** A restart of the portal is not yet an outage. */
const leaseGraceMs = 30_000;

/** What one person sees of a service. Pure. */
export function presentDelivery(options: {
  wiring: ServiceWiring;
  stored: StoredDelivery | undefined;
  /** The lease under which the environments are observed. */
  lease: Lease | undefined;
  operations: ReadonlySet<OperationKind>;
  /** Since when the portal knows of the service. */
  knownSince: Date;
  now: Date;
}): ServiceDelivery {
  const { wiring, stored, lease, operations, knownSince, now } = options;
  const allowed = (offers: OperationOffer[]) =>
    offers.filter(({ kind }) => operations.has(kind));
  return {
    entityRef: wiring.entityRef,
    version: stored?.version ?? 0,
    environments: mapObserved(
      withHeartbeat(
        present(wiring.applications, stored?.environments, knownSince),
        {
          at: lease?.renewedAt,
          endsAt: lease && new Date(lease.expiresAt.getTime() + leaseGraceMs),
          now,
          silence: 'No instance of the portal watches the clusters',
        },
      ),
      environments =>
        environments.map(environment => ({
          ...environment,
          operations: allowed(environment.operations),
        })),
    ),
    pipelines: mapObserved(
      withHeartbeat(present(wiring.pipelines, stored?.pipelines, knownSince), {
        at: stored?.pipelinesSeenAt,
        endsAt:
          stored?.pipelinesSeenAt &&
          new Date(stored.pipelinesSeenAt.getTime() + pipelinesTrustedMs),
        now,
        silence: 'No instance of the portal looks at the pipelines',
      }),
      board => ({
        ...board,
        pipelines: board.pipelines.map(pipeline => ({
          ...pipeline,
          operations: allowed(pipeline.operations),
        })),
      }),
    ),
  };
}

/** Tells a browser whether it has this already. When it was last confirmed makes no difference. */
export function etagOf(delivery: ServiceDelivery): string {
  const content = JSON.stringify(delivery, (_key, value) =>
    value?.kind === 'live' && 'at' in value ? { kind: 'live' } : value,
  );
  const hash = createHash('sha256').update(content).digest('base64url');
  return `W/"${encodeURIComponent(delivery.entityRef)}-${
    delivery.version
  }-${hash.slice(0, 16)}"`;
}

function present<T>(
  wired: Wired<unknown>,
  stored: Observed<T> | undefined,
  knownSince: Date,
): Observed<T> {
  const since = knownSince.toISOString();
  switch (wired.kind) {
    case 'not-wired':
      return wired;
    case 'invalid':
      return { kind: 'unreachable', since, reason: wired.reason };
    case 'wired':
      return stored ?? { kind: 'waiting', since };
    default:
      throw new Error(`Unknown wiring: ${wired satisfies never}`);
  }
}

/** What is live is so as of the last sign of life of who watches. */
function withHeartbeat<T>(
  observed: Observed<T>,
  heartbeat: { at?: Date; endsAt?: Date; now: Date; silence: string },
): Observed<T> {
  if (observed.kind !== 'observed' || observed.freshness.kind !== 'live') {
    return observed;
  }
  const { at, endsAt, now, silence } = heartbeat;
  if (!at || !endsAt) {
    return observed;
  }
  return {
    ...observed,
    freshness:
      endsAt < now
        ? { kind: 'stale', since: at.toISOString(), reason: silence }
        : { kind: 'live', at: at.toISOString() },
  };
}

function mapObserved<T>(
  observed: Observed<T>,
  map: (value: T) => T,
): Observed<T> {
  return observed.kind === 'observed'
    ? { ...observed, value: map(observed.value) }
    : observed;
}
