import { LoggerService } from '@backstage/backend-plugin-api';
import { JsonValue } from '@backstage/types';

/** A run that brings things into their wanted state, such as a step of a launch. */
export interface RunContext {
  logger: LoggerService;
  signal?: AbortSignal;
  /** Nothing is written, only said. */
  isDryRun?: boolean;
  /** Does something once, also when the run is taken up again after a crash, and remembers what came of it. */
  checkpoint<T extends JsonValue | void>(options: {
    key: string;
    fn: () => Promise<T>;
  }): Promise<T>;
}
