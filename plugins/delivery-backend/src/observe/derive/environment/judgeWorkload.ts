import { earliest } from '../common/times';
import { Workload } from '../common/Workload';
import { Finding } from '../obstacles/Finding';
import { WorkloadView } from '../workload/viewWorkloads';
import { Verdict } from './Verdict';

/**
 * How a workload stands, judged together with what is in its way: an image that cannot be pulled
 * has failed long before the controller's deadline says so.
 */
export function judgeWorkload(
  { workload, rollout }: WorkloadView,
  findings: Finding[],
): Verdict & { standing: Workload['standing'] } {
  const { standing, sentence, since } = workload;
  const blocking = findings.filter(it => it.isBlocking);
  const [gravest] = blocking;
  const isAborted = rollout?.derived.reading.kind === 'aborted';
  if (!gravest || workload.isTakingUp || isAborted)
    return { standing, sentence, since };
  return {
    standing: 'degraded',
    sentence: gravest.what,
    since: earliest(...blocking.map(it => it.since)) ?? since,
  };
}
