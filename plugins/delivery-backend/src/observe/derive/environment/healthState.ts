import { HealthState, SyncState } from '@slipway/plugin-delivery-common';
import { ApplicationFacts } from '../../parse';
import { ApplicationReading } from '../application/ApplicationReading';

const states: Record<string, HealthState> = {
  Healthy: 'healthy',
  Progressing: 'progressing',
  Suspended: 'suspended',
  Degraded: 'degraded',
  Missing: 'missing',
};

/**
 * The health that Argo CD tells, where it means something: it calls healthy what it could not
 * compare and what has no resources yet.
 */
export function healthState(
  application: ApplicationFacts | undefined,
  reading: ApplicationReading | undefined,
): HealthState {
  if (!application || reading?.kind === 'cannot-compare') return 'unknown';
  if (reading?.kind === 'invalid') return 'unknown';
  const state = states[application.health.status ?? ''] ?? 'unknown';
  const isNeverDeployed =
    application.history.length === 0 && application.sync.status !== 'Synced';
  const isPartMissing = application.resources.some(
    it => it.health?.status === 'Missing',
  );
  return state === 'healthy' && (isNeverDeployed || isPartMissing)
    ? 'unknown'
    : state;
}

export function syncState(
  application: ApplicationFacts | undefined,
): SyncState {
  switch (application?.sync.status) {
    case 'Synced':
      return 'synced';
    case 'OutOfSync':
      return 'out-of-sync';
    default:
      return 'unknown';
  }
}
