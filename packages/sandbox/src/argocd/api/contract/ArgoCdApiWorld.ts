import type { NewObject } from '../../../world/seams.ts';
import type { Files } from '../../contract/ApplicationScenario.ts';

export interface ArgoCdApiAnswer {
  status: number;
  // What the API answers is open; each case looks at what it is about.
  body: any;
}

/** Where the cases of the API are run: on the twin, or on the real argocd-server. */
export interface ArgoCdApiWorld {
  /** Where git is served from; one repository is `${forgeUrl}/<name>.git`. */
  readonly forgeUrl: string;
  commit(repository: string, files: Files): Promise<void>;
  /** Asks the API as its administrator; the path begins after `/api`. */
  ask(method: string, path: string, body?: unknown): Promise<ArgoCdApiAnswer>;
  /** Whether the cluster has it. */
  has(object: NewObject): Promise<boolean>;
}

export interface ArgoCdApiCase {
  name: string;
  run(world: ArgoCdApiWorld): Promise<void>;
}
