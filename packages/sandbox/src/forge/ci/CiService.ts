import type { Registry } from '../../registry/index.ts';
import type {
  CiStore,
  JobQueue,
  PipelineEngine,
  RunnerHost,
} from '../../runner/index.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import type { RunnerDirectory } from './runners/RunnerDirectory.ts';

/** What the operations on pipelines work with. */
export interface CiService {
  context: ForgeContext;
  host: RunnerHost;
  store: CiStore;
  engine: PipelineEngine;
  queue: JobQueue;
  runners: RunnerDirectory;
  registry: () => Registry;
}
