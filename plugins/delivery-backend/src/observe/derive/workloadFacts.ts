import { ClusterFacts } from '../reduce';
import { WorkloadFacts } from './EnvironmentInput';

/** The facts of a namespace that `deriveEnvironment` takes. */
export function workloadFacts(
  facts: ClusterFacts,
  namespace: string,
): WorkloadFacts {
  return {
    rollouts: facts.inNamespace('Rollout', namespace),
    replicaSets: facts.inNamespace('ReplicaSet', namespace),
    pods: facts.inNamespace('Pod', namespace),
    analysisRuns: facts.inNamespace('AnalysisRun', namespace),
    deployments: facts.inNamespace('Deployment', namespace),
  };
}
