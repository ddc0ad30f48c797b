import { EnvironmentInput } from '../EnvironmentInput';
import { imageLabel } from '../common/images';
import { say } from '../common/say';
import { WorkloadView } from '../workload/viewWorkloads';
import { Finding, finding } from './Finding';
import { findPodTrouble } from './findPodTrouble';
import { findRolloutTrouble } from './findRolloutTrouble';

/** What is in the way of one workload: one finding for each cause, the gravest first. */
export function findWorkloadTrouble(
  view: WorkloadView,
  input: EnvironmentInput,
  namespace: string,
): Finding[] {
  const { workload, rollout } = view;
  const ofRollout = rollout
    ? findRolloutTrouble(rollout.facts, rollout.derived, input.analysisRuns)
    : [];
  const ofPods =
    workload.standing === 'healthy' || workload.standing === 'empty'
      ? []
      : findPodTrouble({
          workload,
          pods: input.pods,
          wantedImages: input.wantedImages ?? [],
          namespace,
          now: input.now,
          isDeadlineExceeded: view.isDeadlineExceeded,
        });
  if (!view.isDeadlineExceeded || ofPods.some(it => it.isBlocking)) {
    return [...ofRollout, ...ofPods];
  }
  const image = workload.asked ? imageLabel(workload.asked) : workload.name;
  return [
    ...ofRollout,
    finding({
      code: 'ProgressDeadlineExceeded',
      what: say('obstacle.deadline.what', { image }),
      next: say('obstacle.deadline.next'),
      object: `${workload.kind}/${workload.name}`,
      since: workload.since,
    }),
    ...ofPods,
  ];
}
