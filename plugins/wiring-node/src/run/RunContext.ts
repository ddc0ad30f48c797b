import { LoggerService } from '@backstage/backend-plugin-api';
import { JsonValue } from '@backstage/types';
import { Ledger } from '../ledger/Ledger';

/**
 * A run that brings things into their wanted state, such as a step of a launch.
 *
 * @public
 */
export interface RunContext {
  logger: LoggerService;
  signal?: AbortSignal;
  /** Nothing is written, only said. */
  isDryRun?: boolean;
  /** Where the run writes down what it makes; absent for one that belongs to no launch. */
  ledger?: Pick<Ledger, 'intend' | 'settle'>;
  /** Does something once, also when the run is taken up again after a crash, and remembers what came of it. */
  checkpoint<T extends JsonValue | void>(options: {
    key: string;
    fn: () => Promise<T>;
  }): Promise<T>;
}
