import {
  RiCheckboxCircleFill,
  RiErrorWarningFill,
  RiIndeterminateCircleLine,
  RiLoader4Line,
  RiPauseCircleFill,
  RiQuestionFill,
  RiRefreshLine,
} from '@remixicon/react';
import {
  HealthState,
  Standing,
  SyncState,
} from '@slipway/plugin-delivery-common';
import { MessageKey } from '../translation';
import { look, Look } from './Look';

const looks: Record<Standing, Look> = {
  empty: look(
    'neutral',
    RiIndeterminateCircleLine,
    'environment.standing.empty',
  ),
  progressing: look('info', RiLoader4Line, 'environment.standing.progressing'),
  paused: look('warning', RiPauseCircleFill, 'environment.standing.paused'),
  healthy: look(
    'success',
    RiCheckboxCircleFill,
    'environment.standing.healthy',
  ),
  'out-of-sync': look(
    'warning',
    RiRefreshLine,
    'environment.standing.outOfSync',
  ),
  degraded: look('danger', RiErrorWarningFill, 'environment.standing.degraded'),
  unknown: look('neutral', RiQuestionFill, 'environment.standing.unknown'),
};

/** A newer backend may know a standing that this page does not. */
export function presentStanding(standing: Standing): Look {
  return looks[standing] ?? looks.unknown;
}

const syncWords: Record<SyncState, MessageKey> = {
  synced: 'environment.syncState.synced',
  'out-of-sync': 'environment.syncState.outOfSync',
  unknown: 'environment.syncState.unknown',
};

export function presentSync(sync: SyncState): MessageKey {
  return syncWords[sync] ?? syncWords.unknown;
}

const healthWords: Record<HealthState, MessageKey> = {
  healthy: 'environment.healthState.healthy',
  progressing: 'environment.healthState.progressing',
  suspended: 'environment.healthState.suspended',
  degraded: 'environment.healthState.degraded',
  missing: 'environment.healthState.missing',
  unknown: 'environment.healthState.unknown',
};

export function presentHealth(health: HealthState): MessageKey {
  return healthWords[health] ?? healthWords.unknown;
}
