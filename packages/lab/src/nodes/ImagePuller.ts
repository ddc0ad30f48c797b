import { setTimeout as delay } from 'node:timers/promises';
import { derivePullFault } from '../../../sandbox/src/kubelet/pods/pullFault.ts';
import { readPullCredentials } from '../../../sandbox/src/kubelet/pods/pullCredentials.ts';
import {
  followObjects,
  type LiveObject,
} from '../control-plane/followObjects.ts';
import type { KubeApi } from '../control-plane/KubeApi.ts';
import { checkPull } from './checkPull.ts';

/** What came of pulling a pod's images, for KWOK's stages to go on with. */
export const pulled = 'lab.slipway.dev/pulled';
/** Why an image could not be pulled, in a node's words. */
export const pullFault = 'lab.slipway.dev/pull-fault';

/** Pauses between the tries of one pod, in milliseconds; the last one goes on. */
const pauses = [2_000, 5_000, 10_000, 20_000];

/**
 * Does what KWOK's nodes leave out: asks the real registry of each image, with the pod's own pull
 * secrets, whether a node could pull it, and writes the answer onto the pod.
 */
export class ImagePuller {
  #api: KubeApi;
  #tell: (line: string) => void;
  #ending = new AbortController();
  #busy = new Set<string>();
  #following: Promise<void>;

  constructor(api: KubeApi, tell: (line: string) => void) {
    this.#api = api;
    this.#tell = tell;
    this.#following = followObjects(api, '/api/v1/pods', {
      listener: (type, pod) => this.#see(type, pod),
      tell,
      signal: this.#ending.signal,
    });
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#following;
  }

  #see(type: string, pod: LiveObject): void {
    const { uid, deletionTimestamp, annotations } = pod.metadata;
    if (type === 'DELETED' || deletionTimestamp) {
      this.#busy.delete(uid);
      return;
    }
    if (
      pod.spec.nodeName &&
      annotations?.[pulled] !== 'done' &&
      !this.#busy.has(uid)
    ) {
      this.#busy.add(uid);
      this.#pull(pod).catch(error => {
        this.#busy.delete(uid);
        if (!this.#ending.signal.aborted) {
          this.#tell(
            `The images of ${pod.metadata.namespace}/${pod.metadata.name} could not be asked for: ${error.message}`,
          );
        }
      });
    }
  }

  /** Tries until it works or the pod is gone. */
  async #pull(pod: LiveObject): Promise<void> {
    const { signal } = this.#ending;
    for (let attempt = 0; this.#busy.has(pod.metadata.uid); attempt += 1) {
      const fault = await this.#findFault(pod);
      if (!(await this.#annotate(pod, fault)) || !fault) {
        break;
      }
      await delay(pauses[Math.min(attempt, pauses.length - 1)], undefined, {
        signal,
      });
    }
    this.#busy.delete(pod.metadata.uid);
  }

  /** Why the first of its images that cannot be pulled cannot be. */
  async #findFault(pod: LiveObject): Promise<string | undefined> {
    for (const { image } of [
      ...(pod.spec.initContainers ?? []),
      ...pod.spec.containers,
    ]) {
      const credentials = await this.#credentials(pod, image);
      for (const [index, entry] of [...credentials, undefined].entries()) {
        const result = await checkPull(image, entry);
        if (result !== 'unauthorized' || index === credentials.length) {
          const fault = derivePullFault(image, result, credentials.length > 0);
          if (fault) {
            return fault;
          }
          break;
        }
      }
    }
    return undefined;
  }

  async #credentials(pod: LiveObject, image: string) {
    const found = [];
    for (const { name } of pod.spec.imagePullSecrets ?? []) {
      const { status, body } = await this.#api.send(
        'GET',
        `/api/v1/namespaces/${pod.metadata.namespace}/secrets/${name}`,
      );
      if (status === 200) {
        found.push(...readPullCredentials(JSON.parse(body), image));
      }
    }
    return found;
  }

  /** False when the pod is gone. */
  async #annotate(
    pod: LiveObject,
    fault: string | undefined,
  ): Promise<boolean> {
    const { namespace, name } = pod.metadata;
    const { status } = await this.#api.send(
      'PATCH',
      `/api/v1/namespaces/${namespace}/pods/${name}`,
      JSON.stringify({
        metadata: {
          annotations: {
            [pulled]: fault ? 'refused' : 'done',
            [pullFault]: fault ?? null,
          },
        },
      }),
      'application/merge-patch+json',
    );
    return status !== 404;
  }
}
