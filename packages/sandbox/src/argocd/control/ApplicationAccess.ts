import type { ClusterStore } from '../../world/seams.ts';
import { createMergePatch } from '../../rollouts/act/createMergePatch.ts';
import type {
  Application,
  ApplicationStatus,
  Operation,
  OperationState,
} from '../model/Application.ts';
import { ARGO_API, REFRESH_ANNOTATION } from '../model/Application.ts';

/** Leaves out what Argo CD does not write. */
function plain(value: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value ?? {}));
}

/** Reads and writes Applications as Argo CD's controller does: patches of what has changed. */
export class ApplicationAccess {
  #store: ClusterStore;
  #namespace: string;

  constructor(store: ClusterStore, namespace: string) {
    this.#store = store;
    this.#namespace = namespace;
  }

  get(name: string): Application | undefined {
    return this.#store.get(this.#key(name)) as Application | undefined;
  }

  list(): Application[] {
    return this.#store.list(ARGO_API, 'Application', {
      namespace: this.#namespace,
    }) as Application[];
  }

  /** Writes the difference between two statuses, and takes the wish for a refresh away. */
  patchStatus(before: Application, next: ApplicationStatus): void {
    const status = createMergePatch(plain(before.status), plain(next));
    const isRefreshWanted =
      before.metadata.annotations?.[REFRESH_ANNOTATION] !== undefined;
    if (Object.keys(status).length === 0 && !isRefreshWanted) {
      return;
    }
    this.#patch(before.metadata.name, {
      ...(isRefreshWanted
        ? { metadata: { annotations: { [REFRESH_ANNOTATION]: null } } }
        : {}),
      ...(Object.keys(status).length > 0 ? { status } : {}),
    });
  }

  /** Asks for an operation, unless there is one already; tells whether it did. */
  requestOperation(name: string, operation: Operation): boolean {
    const fresh = this.get(name);
    if (!fresh || fresh.operation) {
      return false;
    }
    const blank = fresh.status?.sync
      ? {}
      : {
          sync: {
            comparedTo: { destination: {}, source: { repoURL: '' } },
            status: '',
          },
          health: {},
          summary: {},
        };
    this.#patch(name, {
      operation,
      status: { ...blank, operationState: null },
    });
    return true;
  }

  /** Replaces the state of the operation; a finished one is no longer asked for. */
  setOperationState(name: string, state: OperationState): void {
    const fresh = this.get(name);
    if (!fresh) {
      return;
    }
    const isDone = ['Succeeded', 'Failed', 'Error'].includes(state.phase);
    const before = plain(fresh.status?.operationState);
    const operationState = createMergePatch(before, plain(state));
    const clears = isDone && fresh.operation !== undefined;
    if (Object.keys(operationState).length === 0 && !clears) {
      return;
    }
    this.#patch(name, {
      ...(clears ? { operation: null } : {}),
      status: { operationState },
    });
  }

  patchHistory(name: string, history: ApplicationStatus['history']): void {
    this.#patch(name, { status: { history } });
  }

  setFinalizers(name: string, finalizers: string[]): void {
    this.#patch(name, { metadata: { finalizers } });
  }

  requestRefresh(name: string, type: 'normal' | 'hard'): void {
    this.#patch(name, {
      metadata: { annotations: { [REFRESH_ANNOTATION]: type } },
    });
  }

  #patch(name: string, patch: Record<string, unknown>): void {
    this.#store.mergePatch(this.#key(name), patch);
  }

  #key(name: string) {
    return {
      apiVersion: ARGO_API,
      kind: 'Application',
      namespace: this.#namespace,
      name,
    };
  }
}
