import type { NewObject, StoredObject } from '../../world/seams.ts';
import type { ApplicationWorld, Files } from './ApplicationScenario.ts';

/** A world in which single objects can be looked at, too. */
export interface ObjectWorld extends ApplicationWorld {
  get(object: NewObject): Promise<StoredObject | undefined>;
}

/** What is done to a set, to its Applications or around them. */
export type SetAction =
  | { do: 'create'; object: NewObject }
  | { do: 'patch'; object: NewObject; patch: Record<string, unknown> }
  | { do: 'delete'; object: NewObject }
  /** The owner goes, what it owns stays. */
  | { do: 'orphan'; object: NewObject };

/** What a person sees of one Application. */
export interface SeenApplication {
  labels: Record<string, string>;
  finalizers: string[];
  /** The name of the set that owns it. */
  owner?: string;
  /** Of its spec: what scenarios change. */
  path?: string;
  automated: boolean;
  /** It is being deleted. */
  leaving?: true;
}

export interface SeenSet {
  /** `ErrorOccurred False ApplicationSetUpToDate: …` */
  conditions: string[];
  applications: Record<string, SeenApplication | 'gone'>;
}

/** A story of an ApplicationSet that the twin and the real controller are both taken through. */
export interface ApplicationSetScenario {
  name: string;
  /** The first commit of the repository under the forge's address that `forge.git` names. */
  files?: Files;
  surroundings?: NewObject[];
  set: string;
  /** Applications that are looked at. */
  applications: string[];
  /** After each action the world comes to look so. */
  steps: Array<{
    action: SetAction;
    seen: Partial<SeenSet>;
    there?: NewObject[];
    gone?: NewObject[];
    /** An Application with an operation that is being carried out. */
    trying?: string;
  }>;
}
