import type { RunnerHost } from '../../../runner/index.ts';
import type { GithubContext } from '../../GithubContext.ts';
import type { ActionsStore } from '../records/ActionsStore.ts';
import type { SecretBoxes } from '../secrets/SecretBoxes.ts';
import type { LogDownloads } from './LogDownloads.ts';
import type { RunEngine } from './RunEngine.ts';

/** What the operations on workflows work with. */
export interface ActionsService {
  context: GithubContext;
  host: RunnerHost;
  store: ActionsStore;
  engine: RunEngine;
  secrets: SecretBoxes;
  downloads: LogDownloads;
}
