import type { Lab } from '../../../lab/src/index.ts';

/** Makes one status of a Rollout after the other in the real Kubernetes API. */
export class StepChanges {
  readonly total: number;
  #lab: Lab;
  #path: string;
  #step: number;

  private constructor(lab: Lab, path: string, total: number, step: number) {
    this.#lab = lab;
    this.#path = path;
    this.total = total;
    this.#step = step;
  }

  static async of(
    lab: Lab,
    { namespace, name }: { namespace: string; name: string },
  ): Promise<StepChanges> {
    const path = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts/${name}`;
    const { spec, status } = JSON.parse((await lab.api.send('GET', path)).body);
    const { steps } = spec.strategy.canary;
    return new StepChanges(
      lab,
      path,
      steps.length,
      status.currentStepIndex ?? steps.length,
    );
  }

  /** Moves the canary to another step; when the API has taken it comes back. */
  async next(): Promise<{ step: number; at: number }> {
    const step = (this.#step + 1) % (this.total + 1);
    const { status, body } = await this.#lab.api.send(
      'PATCH',
      `${this.#path}/status`,
      JSON.stringify({ status: { currentStepIndex: step } }),
      'application/merge-patch+json',
    );
    const at = Date.now();
    if (status !== 200) {
      throw new Error(`The change was refused with ${status}: ${body}`);
    }
    this.#step = step;
    return { step, at };
  }
}
