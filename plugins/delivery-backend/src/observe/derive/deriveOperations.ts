import { OperationOffer } from '@slipway/plugin-delivery-common';
import { EnvironmentInput } from './EnvironmentInput';
import { offerApplicationOperations } from './operations/offerApplicationOperations';
import { offerRolloutOperations } from './operations/offerRolloutOperations';

/** The operations that make sense now, whoever may do them. */
export function deriveOperations(input: EnvironmentInput): OperationOffer[] {
  return [
    ...offerApplicationOperations(input),
    ...offerRolloutOperations(input),
  ];
}
