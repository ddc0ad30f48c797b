import { LoggerService } from '@backstage/backend-plugin-api';
import { EnvironmentState } from '@slipway/plugin-delivery-common';
import {
  deriveEnvironment,
  deriveOperations,
  EnvironmentInput,
} from '../derive';

/**
 * The state of each environment with all operations that make sense. One that cannot be derived
 * keeps what was known of it, so that it takes no other with it.
 */
export function deriveEnvironments(
  inputs: EnvironmentInput[],
  previous: EnvironmentState[],
  logger: LoggerService,
): EnvironmentState[] {
  return inputs.flatMap(input => {
    const { name } = input.environment;
    const before = previous.find(environment => environment.name === name);
    try {
      return {
        ...deriveEnvironment(input, before),
        operations: deriveOperations(input),
      };
    } catch (error) {
      logger.error(
        `The state of ${input.service} in ${name} could not be derived`,
        error as Error,
      );
      return before ?? [];
    }
  });
}
