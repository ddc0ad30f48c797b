import { createHash } from 'crypto';
import { JsonValue } from '@backstage/types';

/**
 * An opaque string that is the same as long as the facts are that a decision was made on. It is
 * made of those facts only, so that a new reading of an unchanged situation doesn't void an offer.
 */
export function basisOf(facts: JsonValue): string {
  return createHash('sha256')
    .update(JSON.stringify(facts))
    .digest('hex')
    .slice(0, 32);
}
