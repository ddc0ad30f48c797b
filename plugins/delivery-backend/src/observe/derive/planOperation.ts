import { OperationKind } from '@slipway/plugin-delivery-common';
import { EnvironmentInput } from './EnvironmentInput';
import { OperationCommand, OperationPlan } from './OperationPlan';

/** What to send to the cluster for an operation, decided on the newest facts. */
export function planOperation(
  _kind: Exclude<OperationKind, 'retry-pipeline'>,
  _input: EnvironmentInput,
  _command: OperationCommand,
): OperationPlan {
  return { kind: 'conflict', sentence: { key: 'environment.noApplication' } };
}
