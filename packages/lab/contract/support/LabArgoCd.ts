import { setTimeout as delay } from 'node:timers/promises';
import { TestForge } from '../../../sandbox/src/argocd/contract/TestForge.ts';
import type {
  ApplicationWorld,
  Files,
} from '../../../sandbox/src/argocd/contract/ApplicationScenario.ts';
import type { Application } from '../../../sandbox/src/argocd/model/Application.ts';
import type {
  NewObject,
  StoredObject,
} from '../../../sandbox/src/world/seams.ts';
import { collectionPath } from './collectionPath.ts';
import type { LabConnection } from './LabConnection.ts';

const mergePatch = { 'content-type': 'application/merge-patch+json' };
const applications =
  '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';

/** One scenario's place on the real Argo CD, which fetches over HTTP from a git server. */
export class LabArgoCd implements ApplicationWorld {
  readonly forgeUrl: string;
  newestCommit?: string;
  #lab: LabConnection;
  #forge: TestForge;
  #listeners = new Set<(application: Application) => void>();
  #unwatch: () => void;
  #created: NewObject[] = [];

  private constructor(
    lab: LabConnection,
    forge: TestForge,
    subscribe: (listener: (application: Application) => void) => () => void,
  ) {
    this.#lab = lab;
    this.#forge = forge;
    this.forgeUrl = forge.url;
    this.#unwatch = subscribe(application =>
      this.#listeners.forEach(listener => listener(application)),
    );
  }

  static async open(lab: LabConnection): Promise<LabArgoCd> {
    const listeners = new Set<(application: Application) => void>();
    const end = await lab.watch(applications, ({ object }) =>
      listeners.forEach(listener => listener(object)),
    );
    return new LabArgoCd(lab, await TestForge.start(), listener => {
      listeners.add(listener);
      return end;
    });
  }

  async commit(repository: string, files: Files): Promise<void> {
    this.newestCommit = await this.#forge.commit(repository, files);
  }

  async create(object: NewObject): Promise<void> {
    if (object.kind === 'Application') {
      // A namespace takes a while to go, and others may be told of meanwhile.
      await this.#isGone(namespaceOf(object));
    }
    await this.#lab.must('POST', collectionPath(object), { body: object });
    this.#created.push(object);
  }

  async patch(
    object: NewObject,
    patch: Record<string, unknown>,
    subresource?: 'status',
  ): Promise<void> {
    const path = pathOf(object);
    await this.#lab.must(
      'PATCH',
      subresource ? `${path}/${subresource}` : path,
      {
        headers: mergePatch,
        body: patch,
      },
    );
  }

  async delete(object: NewObject): Promise<void> {
    await this.#lab.must('DELETE', pathOf(object));
  }

  async has(object: NewObject): Promise<boolean> {
    const { status } = await this.#lab.request('GET', pathOf(object));
    return status !== 404;
  }

  async get(object: NewObject): Promise<StoredObject | undefined> {
    const { status, body } = await this.#lab.request('GET', pathOf(object));
    return status === 404 ? undefined : (body as StoredObject);
  }

  async orphan(object: NewObject): Promise<void> {
    await this.#lab.must('DELETE', pathOf(object), {
      body: { propagationPolicy: 'Orphan' },
    });
  }

  /** Applications that a set has made, and may have left. */
  async removeApplications(names: string[]): Promise<void> {
    for (const name of names) {
      const path = `${applications}/${name}`;
      if ((await this.#lab.request('GET', path)).status !== 404) {
        await this.#lab.request('PATCH', path, {
          headers: mergePatch,
          body: { metadata: { finalizers: null } },
        });
        await this.#lab.request('DELETE', path);
        await this.#isGone(path);
      }
    }
  }

  now(): Date {
    return new Date();
  }

  watchApplication(
    name: string,
    listener: (application: Application) => void,
  ): () => void {
    const filtered = (application: Application) => {
      if (application.metadata.name === name) {
        listener(application);
      }
    };
    this.#listeners.add(filtered);
    return () => this.#listeners.delete(filtered);
  }

  /** Takes away what was made, so that the next scenario may use the same names. */
  async close(): Promise<void> {
    this.#unwatch();
    for (const object of this.#created.reverse()) {
      await this.#remove(object);
    }
    await this.#forge.stop();
  }

  async #remove(object: NewObject): Promise<void> {
    const path = pathOf(object);
    if (object.kind === 'Application' && (await this.has(object))) {
      // Its resources go with the namespace; an operation that goes on would only delay it.
      await this.patch(object, {
        operation: null,
        metadata: { finalizers: null },
        spec: { syncPolicy: null },
      });
    }
    await this.#lab.request('DELETE', path);
    await this.#isGone(path);
    if (object.kind === 'Application') {
      const namespace = namespaceOf(object);
      await this.#lab.request(
        'DELETE',
        `${namespace}/pods?gracePeriodSeconds=0`,
      );
      await this.#lab.request('DELETE', namespace);
    }
  }

  async #isGone(path: string): Promise<void> {
    const deadline = Date.now() + 60_000;
    while ((await this.#lab.request('GET', path)).status !== 404) {
      if (Date.now() > deadline) {
        throw new Error(`${path} is still there.`);
      }
      await delay(200);
    }
  }
}

function pathOf(object: NewObject): string {
  return `${collectionPath(object)}/${object.metadata.name}`;
}

function namespaceOf(application: NewObject): string {
  return `/api/v1/namespaces/${application.spec.destination.namespace}`;
}
