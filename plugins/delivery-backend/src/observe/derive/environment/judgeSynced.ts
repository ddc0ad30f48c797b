import { ApplicationFacts, ApplicationResource } from '../../parse';
import { isSameImage } from '../common/images';
import { say } from '../common/say';
import { latest, millis } from '../common/times';
import { Workload } from '../common/Workload';
import type { Evidence } from './judgeEnvironment';
import { Verdict } from './Verdict';

/**
 * How an environment stands whose manifests are all applied: as its workload does, and healthy
 * only where Argo CD has nothing against it and what is wanted is what is live.
 */
export function judgeSynced(evidence: Evidence): Verdict {
  const { application, workload, releases, findings } = evidence;
  if (!workload) return judgeWithoutWorkload(application, evidence);
  if (workload.standing !== 'healthy') return workload;
  const { live, wanted, liveLabel, wantedLabel } = releases;
  const degraded = findings.find(it => it.code === 'ResourceDegraded');
  if (degraded) {
    return {
      standing: 'degraded',
      sentence: degraded.what,
      since: degraded.since,
    };
  }
  const waiting = othersOf(application, workload.facts).find(
    it => it.health && it.health.status !== 'Healthy',
  );
  if (waiting) {
    return {
      standing: 'progressing',
      sentence: say('environment.othersNotReady', {
        live: liveLabel,
        object: `${waiting.kind}/${waiting.name}`,
      }),
      since: application.health.since,
    };
  }
  if (application.health.status !== 'Healthy') {
    return {
      standing: 'progressing',
      sentence: say('environment.confirming', { live: liveLabel }),
      since: workload.since,
    };
  }
  if (live && wanted && !isSameImage(live, wanted)) {
    return {
      standing: 'out-of-sync',
      sentence: say('environment.outOfSync', {
        live: liveLabel,
        wanted: wantedLabel,
      }),
      since: application.reconciledAt,
    };
  }
  return {
    standing: 'healthy',
    sentence: say('environment.healthy', { live: liveLabel }),
    since: workload.since ?? application.health.since,
  };
}

/** The resources whose health is not told by the workload itself. */
export function othersOf(
  application: ApplicationFacts,
  workload: Pick<Workload, 'kind' | 'name'> | undefined,
): ApplicationResource[] {
  return application.resources.filter(
    it =>
      !it.hook && !(it.kind === workload?.kind && it.name === workload?.name),
  );
}

/**
 * Argo CD holds the Application for degraded, and its workload has been healthy since before that.
 * Without the health of single resources the times have to tell.
 */
export function isOtherDegraded(
  application: ApplicationFacts,
  workload: Workload,
): boolean {
  const { status, since } = application.health;
  return (
    status === 'Degraded' &&
    workload.standing === 'healthy' &&
    since !== undefined &&
    workload.since !== undefined &&
    millis(since) > millis(workload.since)
  );
}

function judgeWithoutWorkload(
  application: ApplicationFacts,
  { findings }: Evidence,
): Verdict {
  const { resources, health, sources } = application;
  const since = latest(health.since, application.operation?.finishedAt);
  if (resources.length === 0) {
    return {
      standing: 'empty',
      sentence: say('environment.nothingInGit', {
        path: sources.at(0)?.path ?? '.',
      }),
      since,
    };
  }
  const missing = resources.find(
    it => it.kind === 'Rollout' || it.kind === 'Deployment',
  );
  if (missing) {
    return {
      standing: 'progressing',
      sentence: say('environment.workloadNotSeen', {
        object: `${missing.kind}/${missing.name}`,
      }),
      since,
    };
  }
  const degraded = findings.find(it => it.code === 'ResourceDegraded');
  switch (health.status) {
    case 'Healthy':
      return {
        standing: 'healthy',
        sentence: say('environment.healthyResources'),
        since,
      };
    case 'Degraded':
      return {
        standing: 'degraded',
        sentence: degraded?.what ?? say('environment.cannotTell'),
        since,
      };
    case 'Suspended':
      return {
        standing: 'paused',
        sentence: say('environment.resourcesSuspended'),
        since,
      };
    case 'Progressing':
    case 'Missing':
      return {
        standing: 'progressing',
        sentence: say('environment.resourcesProgressing'),
        since,
      };
    default:
      return {
        standing: 'unknown',
        sentence: say('environment.cannotTell'),
        since,
      };
  }
}
