import { ConflictError, InputError } from '@backstage/errors';
import { formatSentence, OperationKind } from '@slipway/plugin-delivery-common';
import {
  ClusterClients,
  DeliveryConfig,
  RepositoryReader,
  resourceKinds,
} from '@slipway/plugin-delivery-node';
import { DeliveryStore } from '../database';
import { completeInput } from '../observe/environments/completeInput';
import { OperationPlan, planOperation } from '../observe/derive';
import { WantedImages } from '../observe/releases';
import { ServiceWiring } from '../services';
import { explainRemoteError } from './explainRemoteError';
import { readEnvironment } from './readEnvironment';
import { RolloutNudger } from './RolloutNudger';

const longestMs = 30_000;
/** Controllers write often; a few of their writings may come between our reading and our patch. */
const attempts = 4;

type Patches = Extract<OperationPlan, { kind: 'patch' }>;

/** An operation that a person asked for. */
export interface EnvironmentOperation {
  wiring: ServiceWiring;
  environment: string;
  kind: Exclude<OperationKind, 'retry-pipeline'>;
  basis: string;
  username: string;
  reason?: string;
}

/** Does operations on the environments of a service. */
export class EnvironmentOperator {
  readonly #options: {
    config: DeliveryConfig;
    clients: ClusterClients;
    store: DeliveryStore;
    wanted: WantedImages;
    readers: RepositoryReader[];
    nudger: RolloutNudger;
    now: () => Date;
  };

  constructor(options: {
    config: DeliveryConfig;
    clients: ClusterClients;
    store: DeliveryStore;
    wanted: WantedImages;
    readers: RepositoryReader[];
    nudger: RolloutNudger;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** ConflictError when the state is not the one that the operation was decided on. */
  async operate(operation: EnvironmentOperation): Promise<void> {
    const signal = AbortSignal.timeout(longestMs);
    for (let attempt = 1; ; attempt++) {
      const plan = await this.#plan(operation, signal);
      try {
        await this.#send(plan, signal);
        return;
      } catch (error) {
        const isOvertaken =
          error instanceof ConflictError && attempt < attempts;
        if (!isOvertaken) {
          const { resource, namespace } = plan.target;
          throw explainRemoteError(
            error,
            `patch ${resource.plural} in ${namespace} on the cluster ${plan.cluster}`,
          );
        }
      }
    }
  }

  async #plan(
    operation: EnvironmentOperation,
    signal: AbortSignal,
  ): Promise<Patches> {
    const { wiring, environment, kind } = operation;
    if (wiring.applications.kind !== 'wired') {
      throw new InputError(
        `${wiring.entityRef} does not say which Applications are its own, so nothing can be done to them`,
      );
    }
    const input = await this.#input(
      wiring,
      wiring.applications.value,
      environment,
      signal,
    );
    const plan = planOperation(kind, input, operation);
    if (plan.kind === 'conflict') {
      throw new ConflictError(formatSentence(plan.sentence));
    }
    return plan;
  }

  async #input(
    wiring: ServiceWiring,
    lookup: Parameters<typeof readEnvironment>[0]['lookup'],
    environment: string,
    signal: AbortSignal,
  ) {
    const { store, now } = this.#options;
    try {
      const input = await readEnvironment({
        ...this.#options,
        service: wiring.service,
        lookup,
        environment,
        signal,
      });
      const stored = await store.get(wiring.entityRef);
      return await completeInput(input, {
        ...this.#options,
        pipelines: stored?.pipelines,
        now: now(),
      });
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') {
        throw error;
      }
      throw explainRemoteError(
        error,
        `read ${environment} of ${wiring.service}`,
      );
    }
  }

  async #send(plan: Patches, signal: AbortSignal): Promise<void> {
    const client = this.#options.clients.get(plan.cluster);
    let version: string | undefined;
    for (const { patch, subresource } of plan.patches) {
      const options = { subresource, signal };
      const { metadata } = await client.mergePatch(plan.target, patch, options);
      version = metadata.resourceVersion;
    }
    if (plan.target.resource === resourceKinds.rollout) {
      this.#options.nudger.watchOver(client, plan.target, version);
    }
  }
}
