import { KeepReason } from '@slipway/plugin-delivery-common';
import { Phrase } from '../translation';

/** Why something stays, in words. */
export function presentKeepReason(why: KeepReason | undefined): Phrase {
  switch (why?.kind) {
    case 'adopted':
    case 'earlier':
    case 'archived':
    case 'edited':
    case 'merged':
    case 'replaced':
      return { key: `launch.why.${why.kind}` };
    case 'in-repository':
      return { key: 'launch.why.inRepository' };
    case 'needed':
      return { key: 'launch.why.needed', params: { by: why.by } };
    case 'commits':
      return { key: 'launch.why.commits', params: { count: why.count } };
    case 'moved':
      return { key: 'launch.why.moved', params: { to: why.to } };
    case 'occupied':
      return { key: 'launch.why.occupied', params: { by: why.by.join(', ') } };
    case 'unreachable':
      return { key: 'launch.why.unreachable', params: { reason: why.reason } };
    default:
      // A newer backend may have a reason that this page does not know.
      return { key: 'launch.why.unknown' };
  }
}
