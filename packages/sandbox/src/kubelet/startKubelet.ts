import type { KubernetesStore } from '../kubernetes/index.ts';
import type { Clock } from '../world/Clock.ts';
import type { Running } from '../world/seams.ts';
import { startAutoscalerController } from './autoscaler/startAutoscalerController.ts';
import {
  believableTimings,
  type KubeletContext,
  type KubeletTimings,
  type NodeRegistry,
} from './control/KubeletContext.ts';
import { startEventExpiry } from './control/startEventExpiry.ts';
import { startDeploymentController } from './deployment/startDeploymentController.ts';
import { startJobController } from './job/startJobController.ts';
import { createNodes } from './nodes/createNodes.ts';
import { startNodeAgent } from './pods/startNodeAgent.ts';
import { startReplicaSetController } from './replicaset/startReplicaSetController.ts';
import { startScheduler } from './scheduler/startScheduler.ts';

export interface KubeletOptions {
  store: KubernetesStore;
  clock: Clock;
  registry: NodeRegistry;
  /** How long things take; believable times without. */
  timings?: Partial<KubeletTimings>;
  nodes?: readonly string[];
  log?: (line: string) => void;
}

/**
 * Everything in a cluster that makes pods and lets them live, as far as somebody who watches can
 * tell: the controllers of Deployments, ReplicaSets, Jobs and autoscalers, the scheduler, the nodes.
 */
export function startKubelet(options: KubeletOptions): Running {
  const stopped = new AbortController();
  const context: KubeletContext = {
    store: options.store,
    clock: options.clock,
    registry: options.registry,
    timings: { ...believableTimings, ...options.timings },
    log: options.log ?? (() => {}),
    signal: stopped.signal,
  };
  createNodes(context, options.nodes ?? ['node-1', 'node-2']);
  const parts = [
    startDeploymentController(context),
    startReplicaSetController(context),
    startJobController(context),
    startAutoscalerController(context),
    startScheduler(context),
    startNodeAgent(context),
    startEventExpiry(context),
  ];
  return {
    stop: async () => {
      stopped.abort();
      await Promise.all(parts.map(part => part.stop()));
    },
  };
}
