import { Words } from '../translation';
import { Occupancy } from './deriveOccupancy';

/** Who has a name, in words. */
export function presentOccupancy(
  name: string,
  occupancy: Occupancy,
  words: Words,
): string {
  switch (occupancy.kind) {
    case 'free':
      return words.t('field.serviceName.free', { name });
    case 'own':
      return words.t('field.serviceName.own', { name });
    case 'foreign': {
      const owner = occupancy.owner ?? words.t('field.serviceName.nobody');
      return words.t('field.serviceName.foreign', { name, owner });
    }
    default:
      throw new Error(`Unknown occupancy ${occupancy satisfies never}`);
  }
}
