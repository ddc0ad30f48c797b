import { ApplicationFacts } from '../../parse';
import { say } from '../common/say';
import { Workload } from '../common/Workload';
import { isOtherDegraded, othersOf } from '../environment/judgeSynced';
import { Finding, finding } from './Finding';

/** Resources beside the workload that are degraded, such as an Ingress or a volume. */
export function findResourceTrouble(
  application: ApplicationFacts,
  workload: Workload | undefined,
  live: string,
): Finding[] {
  const degraded = othersOf(application, workload).filter(
    it => it.health?.status === 'Degraded',
  );
  if (degraded.length > 0) {
    return degraded.slice(0, 5).map(it => {
      const object = `${it.kind}/${it.name}`;
      return finding({
        code: 'ResourceDegraded',
        what: say('obstacle.resourceDegraded.what', { object }),
        next: say('obstacle.resourceDegraded.next'),
        object,
        detail: it.health?.message,
        since: application.health.since,
      });
    });
  }
  const isUnnamed =
    workload !== undefined &&
    !application.resources.some(it => it.health) &&
    isOtherDegraded(application, workload);
  if (!isUnnamed) return [];
  return [
    finding({
      code: 'ResourceDegraded',
      what: say('obstacle.otherDegraded.what', { live }),
      next: say('obstacle.otherDegraded.next'),
      object: `Application/${application.ref.name}`,
      since: application.health.since,
    }),
  ];
}
