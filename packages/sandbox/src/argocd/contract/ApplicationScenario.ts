import type { NewObject } from '../../world/seams.ts';
import type { Application, SyncOperation } from '../model/Application.ts';

/** Files of a commit by their paths. */
export type Files = Record<string, string>;

/** What is done to an Application or to its repository. */
export type ApplicationAction =
  | { do: 'create' }
  | { do: 'commit'; files: Files; refresh?: boolean }
  | { do: 'refresh'; hard?: boolean }
  | { do: 'sync'; sync?: Partial<SyncOperation> }
  | { do: 'terminate' }
  | { do: 'rollback'; id: number }
  | { do: 'credential'; password: string }
  | { do: 'promote' }
  /** Somebody changes or deletes an object in the cluster, or the project. */
  | { do: 'patch'; object: NewObject; patch: Record<string, unknown> }
  | { do: 'delete'; object: NewObject }
  /** The Application itself. */
  | { do: 'delete application' }
  | { do: 'wait' };

/** What is waited for before the next action. */
export interface ApplicationWait {
  sync?: string;
  health?: string;
  operation?: string;
  message?: string;
  /** The Application has come to this revision: `newest` is the last commit. */
  revision?: 'newest';
  condition?: string;
  /** Objects that are in the cluster, and that are no longer. */
  there?: NewObject[];
  gone?: NewObject[];
  /** The Application is being deleted, or is gone. */
  deletion?: 'pending' | 'done';
  /** So long it is watched after that, in seconds. */
  seconds?: number;
}

/** What a person sees of an Application at one moment. */
export interface ApplicationObservation {
  sync: string;
  health: string;
  operation: string;
  message: string;
  conditions: string[];
}

/** A story that the twin and the real controller are both taken through. */
export interface ApplicationScenario {
  name: string;
  /** The file in the recordings; its name is that of the fixture too. */
  recording: string;
  /** The repository under the forge's address. */
  repository: string;
  /** Its first commit; without one there is no repository. */
  files?: Files;
  /** Made before the Application, such as projects. */
  surroundings?: NewObject[];
  /** Its address is set by the runner, unless it is given here. */
  application: NewObject;
  steps: Array<{ action: ApplicationAction; until: ApplicationWait }>;
  /** How much faster than the clock on the wall the twin may go; 10 unless told. */
  speed?: number;
  /** States that depend on how fast things are, and why. */
  timing?: Array<Partial<ApplicationObservation> & { why: string }>;
}

/** How a scenario reaches the world: the twin, or a real cluster with a real forge. */
export interface ApplicationWorld {
  /** `http://127.0.0.1:18560` */
  forgeUrl: string;
  /** What was committed last. */
  newestCommit?: string;
  commit(repository: string, files: Files): Promise<void>;
  create(object: NewObject): Promise<void>;
  patch(
    object: NewObject,
    patch: Record<string, unknown>,
    subresource?: 'status',
  ): Promise<void>;
  delete(object: NewObject): Promise<void>;
  has(object: NewObject): Promise<boolean>;
  now(): Date;
  /** Each version of the Application with this name, from now on, in order. */
  watchApplication(
    name: string,
    listener: (application: Application) => void,
  ): () => void;
}
