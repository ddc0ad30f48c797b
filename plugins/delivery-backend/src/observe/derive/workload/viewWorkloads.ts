import { DeploymentFacts, RolloutFacts } from '../../parse';
import { isDeadlineExceeded } from '../common/conditions';
import { Workload } from '../common/Workload';
import { deriveDeployment } from '../deployment/deriveDeployment';
import { EnvironmentInput } from '../EnvironmentInput';
import { DerivedRollout, deriveRollout } from '../rollout/deriveRollout';

/** A workload of the environment with what it was derived from. */
export interface WorkloadView {
  workload: Workload;
  isDeadlineExceeded: boolean;
  /** Undefined for a Deployment. */
  rollout?: { facts: RolloutFacts; derived: DerivedRollout };
}

/**
 * The Rollouts and Deployments of the environment. Where the Application names its resources, only
 * those count: a namespace may hold what is not the service's.
 */
export function viewWorkloads(input: EnvironmentInput): WorkloadView[] {
  return [
    ...input.rollouts
      .filter(it => isOfApplication(input, 'Rollout', it))
      .map(facts => viewRollout(facts, input)),
    ...input.deployments
      .filter(it => isOfApplication(input, 'Deployment', it))
      .map(facts => ({
        workload: deriveDeployment(
          facts,
          input.replicaSets,
          input.wantedImages,
        ),
        isDeadlineExceeded: isDeadlineExceeded(facts.status.conditions),
      })),
  ];
}

function viewRollout(
  facts: RolloutFacts,
  input: EnvironmentInput,
): WorkloadView {
  const derived = deriveRollout({
    rollout: facts,
    replicaSets: input.replicaSets,
    analysisRuns: input.analysisRuns,
    wantedImages: input.wantedImages,
  });
  return {
    workload: derived.workload,
    isDeadlineExceeded: derived.reading.kind === 'deadline-exceeded',
    rollout: { facts, derived },
  };
}

function isOfApplication(
  { application }: EnvironmentInput,
  kind: Workload['kind'],
  { ref }: RolloutFacts | DeploymentFacts,
): boolean {
  const workloads = application?.resources.filter(
    it => it.kind === 'Rollout' || it.kind === 'Deployment',
  );
  if (!workloads || workloads.length === 0) return true;
  return workloads.some(it => it.kind === kind && it.name === ref.name);
}

const gravity: Record<Workload['standing'], number> = {
  degraded: 0,
  paused: 1,
  progressing: 2,
  healthy: 3,
  empty: 4,
};

/** The workload that decides how the environment stands. */
export function gravest(views: WorkloadView[]): WorkloadView | undefined {
  return views.reduce<WorkloadView | undefined>(
    (found, view) =>
      !found ||
      gravity[view.workload.standing] < gravity[found.workload.standing]
        ? view
        : found,
    undefined,
  );
}
