import type { NewObject } from '../../../sandbox/src/world/seams.ts';
import type { ScenarioCluster } from '../../../sandbox/src/rollouts/contract/RolloutScenario.ts';
import type { Rollout } from '../../../sandbox/src/rollouts/model/Rollout.ts';
import { collectionPath } from './collectionPath.ts';
import type { LabConnection, LabEvent } from './LabConnection.ts';
import { startMetricServer } from './startMetricServer.ts';

/** One scenario's place on the real Rollouts controller: a namespace of its own. */
export class LabRollouts implements ScenarioCluster {
  #lab: LabConnection;
  #namespace: string;
  #outcome: string | undefined;
  #listeners = new Set<(rollout: Rollout) => void>();
  #ends: Array<() => unknown> = [];
  #metricUrl = '';

  private constructor(lab: LabConnection, namespace: string, outcome?: string) {
    this.#lab = lab;
    this.#namespace = namespace;
    this.#outcome = outcome;
  }

  static async open(
    lab: LabConnection,
    options: {
      namespace: string;
      /** What the monitoring system answers: `successful`, `failed`, `inconclusive`, or nothing. */
      outcome?: string;
    },
  ): Promise<LabRollouts> {
    const { namespace, outcome } = options;
    const opened = new LabRollouts(lab, namespace, outcome);
    await lab.must('POST', '/api/v1/namespaces', {
      body: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace },
      },
    });
    opened.#ends.push(() =>
      lab.must('DELETE', `/api/v1/namespaces/${namespace}`),
    );
    const metrics = await startMetricServer(outcome);
    opened.#metricUrl = metrics.url;
    opened.#ends.push(metrics.stop);
    opened.#ends.push(
      await lab.watch(
        `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts`,
        ({ object }: LabEvent) =>
          opened.#listeners.forEach(listener => listener(object)),
      ),
    );
    return opened;
  }

  async close(): Promise<void> {
    for (const end of this.#ends.reverse()) {
      await end();
    }
  }

  async create(object: NewObject): Promise<void> {
    const body = this.#placed(this.#measured(object));
    await this.#lab.must('POST', collectionPath(body), { body });
  }

  async patch(
    object: NewObject,
    patch: Record<string, unknown>,
    subresource?: 'status',
  ): Promise<void> {
    const path = `${collectionPath(this.#placed(object))}/${
      object.metadata.name
    }${subresource ? `/${subresource}` : ''}`;
    await this.#lab.must('PATCH', path, {
      headers: { 'content-type': 'application/merge-patch+json' },
      body: patch,
    });
  }

  now(): Date {
    return new Date();
  }

  watchRollouts(listener: (rollout: Rollout) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #placed(object: NewObject): NewObject {
    const { metadata } = object;
    return { ...object, metadata: { ...metadata, namespace: this.#namespace } };
  }

  /** The twin reads the outcome off the rollout; the real controller asks for it. */
  #measured(object: NewObject): NewObject {
    if (object.kind !== 'AnalysisTemplate' || this.#outcome === 'error') {
      return object;
    }
    const measured = structuredClone(object);
    for (const metric of measured.spec.metrics) {
      if (metric.provider.web) {
        metric.provider.web.url = this.#metricUrl;
      }
    }
    return measured;
  }
}
