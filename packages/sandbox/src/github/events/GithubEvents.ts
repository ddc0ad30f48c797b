import type { ProjectRecord, UserRecord } from '../../forge/records/records.ts';

/** Something that has happened in a repository, as GitHub's webhooks tell it. */
export interface GithubEvent {
  /** `push`, `pull_request`, `workflow_run`, … */
  event: string;
  /** `completed`, `opened`, …; events such as `push` have none. */
  action?: string;
  project: ProjectRecord;
  sender: Pick<UserRecord, 'id' | 'username'>;
  /** Without `action`, `repository`, `organization` and `sender`, which every event has. */
  payload: Record<string, unknown>;
  /** When it happened, where it is told later: hooks that came after it do not hear of it. */
  at?: string;
  /** Only to this hook, as a ping is. */
  hookId?: number;
}

export type GithubEventListener = (event: GithubEvent) => void;

/** Tells everybody who wants to know of what happens: webhooks, and what starts workflows. */
export class GithubEvents {
  #listeners: GithubEventListener[] = [];
  #log: (line: string) => void;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  subscribe(listener: GithubEventListener): void {
    this.#listeners.push(listener);
  }

  emit(event: GithubEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        // It has happened; one listener's failure is not the others'.
        this.#log(
          `A listener failed on ${event.event} of ${event.project.fullPath}: ${
            (error as Error).stack
          }`,
        );
      }
    }
  }
}
