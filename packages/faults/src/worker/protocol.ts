/** What a request of a step is, by what it can leave behind. */
export type RequestClass =
  /** Changes the forge, the registry or a cluster. */
  | 'write'
  /** Changes something in the portal, such as the catalog. */
  | 'portal-write'
  /** Writes into the ledger of launches. */
  | 'ledger'
  /** Asks the forge, the registry or a cluster. */
  | 'read'
  | 'portal-read';

/** What happens in the process that launches, at the request that is aimed at. */
export type WorkerAct =
  /** Nothing: what goes wrong comes from the other side. */
  | 'none'
  | 'kill-before'
  /** The request is out, and no answer has come. */
  | 'kill-during'
  /** The answer is there, and nobody has seen it. */
  | 'kill-after'
  | 'cancel'
  /** Waits no longer than a second for the answer. */
  | 'time-out';

/** One request of one step. */
export interface Aim {
  step: string;
  class: RequestClass;
  /** The how-many-th of its class in the step, from 1. */
  nth: number;
}

/** A launch, as a worker is asked to run it. */
export interface LaunchOrder {
  task: string;
  template: string;
  service: string;
  values: Record<string, string>;
  user: { ref: string; token: string };
  /** What the scaffolder says to the portal's other plugins who it is with. */
  scaffolderToken: string;
  /** For steps that ask nobody: it happens as soon as the step begins. */
  act?: WorkerAct;
  aim?: Aim | { step: string };
}

export interface SeenRequest extends Aim {
  method: string;
  path: string;
}

export interface StepResult {
  id: string;
  items: Array<{ what: string; name: string; result: string }>;
}

export interface LaunchResult {
  succeeded: boolean;
  cancelled: boolean;
  /** The step that failed. */
  step?: string;
  error?: { name: string; message: string };
  requests: SeenRequest[];
  steps: StepResult[];
  log: string[];
  /** Whether the request that was aimed at was made. */
  hit: boolean;
  seconds: number;
}

/** By what the sandbox knows one request of one launch. */
export function callerOf(task: string, aim: Aim): string {
  return `${task}/${aim.step}/${aim.class}/${aim.nth}`;
}
