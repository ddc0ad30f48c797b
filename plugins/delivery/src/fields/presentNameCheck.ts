import { Phrase, Words } from '../translation';
import { Occupancy } from './deriveOccupancy';
import { presentOccupancy } from './presentOccupancy';
import { NameCheck } from './useOccupancy';

export interface NameRemark {
  status: 'info' | 'success' | 'warning' | 'danger';
  text: string;
}

const statuses: Record<Occupancy['kind'], NameRemark['status']> = {
  free: 'success',
  own: 'warning',
  foreign: 'danger',
};

/** The remark below the field; undefined while there is nothing to say. */
export function presentNameCheck(
  fault: Phrase | undefined,
  check: NameCheck,
  words: Words,
): NameRemark | undefined {
  if (fault) {
    return { status: 'danger', text: words.say(fault) };
  }
  switch (check.kind) {
    case 'idle':
      return undefined;
    case 'checking':
      return { status: 'info', text: words.t('field.serviceName.checking') };
    case 'checked':
      return {
        status: statuses[check.occupancy.kind],
        text: presentOccupancy(check.name, check.occupancy, words),
      };
    case 'failed':
      return {
        status: 'warning',
        text: words.t('field.serviceName.unchecked', { reason: check.reason }),
      };
    default:
      throw new Error(`Unknown check ${check satisfies never}`);
  }
}
