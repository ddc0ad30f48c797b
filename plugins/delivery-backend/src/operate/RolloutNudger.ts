import { LoggerService } from '@backstage/backend-plugin-api';
import { ClusterClient, ObjectReference } from '@slipway/plugin-delivery-node';
import { pause } from '../lease';

const annotation = 'slipway.dev/nudged-at';

/** Far longer than a controller takes to answer a change, in milliseconds. */
const patienceMs = 2_000;

/**
 * Sees to it that a Rollout moves after it was asked to. Argo Rollouts can miss a change that comes
 * in the moment in which it writes a pause: it then holds an older version for the newest, and the
 * Rollout stands until something else about it changes.
 */
export class RolloutNudger {
  readonly #options: {
    logger: LoggerService;
    now: () => Date;
    patienceMs?: number;
  };
  readonly #ending = new AbortController();
  readonly #watching = new Set<Promise<void>>();

  constructor(options: {
    logger: LoggerService;
    now: () => Date;
    patienceMs?: number;
  }) {
    this.#options = options;
  }

  /** Returns at once; `version` is the resourceVersion that our change was given. */
  watchOver(
    client: ClusterClient,
    rollout: ObjectReference,
    version: string | undefined,
  ): void {
    const watching = this.#nudge(client, rollout, version)
      .catch(error => {
        this.#options.logger.warn(
          `Whether the Rollout ${rollout.namespace}/${rollout.name} on ${client.name} moved after an operation could not be seen: ${error.message}`,
        );
      })
      .finally(() => this.#watching.delete(watching));
    this.#watching.add(watching);
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#watching);
  }

  async #nudge(
    client: ClusterClient,
    rollout: ObjectReference,
    version: string | undefined,
  ): Promise<void> {
    const { signal } = this.#ending;
    await pause(this.#options.patienceMs ?? patienceMs, signal);
    if (signal.aborted) {
      return;
    }
    const { metadata } = await client.get(rollout, { signal });
    if (metadata.resourceVersion !== version) {
      return;
    }
    this.#options.logger.info(
      `The Rollout ${rollout.namespace}/${rollout.name} on ${client.name} has not answered an operation; it is told again`,
    );
    await client.mergePatch(
      rollout,
      {
        metadata: {
          annotations: { [annotation]: this.#options.now().toISOString() },
        },
      },
      { signal },
    );
  }
}
