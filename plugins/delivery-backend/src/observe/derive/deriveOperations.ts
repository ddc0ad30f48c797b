import { OperationOffer } from '@slipway/plugin-delivery-common';
import { EnvironmentInput } from './EnvironmentInput';

/** The operations that make sense now, whoever may do them. */
export function deriveOperations(_input: EnvironmentInput): OperationOffer[] {
  return [];
}
