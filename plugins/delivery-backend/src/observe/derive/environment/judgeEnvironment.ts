import { ApplicationFacts } from '../../parse';
import { ApplicationReading } from '../application/ApplicationReading';
import { say } from '../common/say';
import { isPast } from '../common/times';
import { isSameImage } from '../common/images';
import { Workload } from '../common/Workload';
import { Finding } from '../obstacles/Finding';
import { Releases } from './deriveReleases';
import { judgeSynced } from './judgeSynced';
import { Verdict } from './Verdict';

/** How far the watch of a workload may be behind that of its Application. */
const watchSeconds = 10;

/** All that the verdict on an environment is made of. */
export interface Evidence {
  application: ApplicationFacts;
  reading: ApplicationReading;
  /** Undefined where no Rollout or Deployment is there. */
  workload?: Verdict & { standing: Workload['standing']; facts: Workload };
  releases: Releases;
  /** About the Application: not about its workloads. */
  findings: Finding[];
  now: Date;
}

/**
 * How an environment with an Application stands. Where Argo CD and the workload say different
 * things, the one wins that knows of the newer change.
 */
export function judgeEnvironment(evidence: Evidence): Verdict {
  const { application, reading, workload, releases, findings } = evidence;
  const { liveLabel: live, wantedLabel: wanted } = releases;
  const { operation } = application;
  const [trouble] = findings.filter(it => it.isBlocking);
  const isLive = releases.live !== undefined;
  switch (reading.kind) {
    case 'removing':
      return {
        standing: 'progressing',
        sentence: say('environment.removing'),
        since: application.deletingSince,
      };
    case 'invalid':
    case 'failed':
    case 'retrying':
      return degraded(trouble, operation?.startedAt);
    case 'not-looked-at':
      return {
        standing: 'progressing',
        sentence: say('environment.notLookedAt'),
        since: application.createdAt,
      };
    case 'deploying':
      return isApplied(evidence) || workload?.standing === 'progressing'
        ? workload ?? deploying(evidence)
        : deploying(evidence);
    case 'stopping':
      return {
        standing: 'progressing',
        sentence: say('environment.stopping', { wanted }),
        since: operation?.startedAt,
      };
    case 'blocked-by-window':
      return {
        standing: 'paused',
        sentence: say('environment.blockedByWindow', { wanted }),
        since: operation?.startedAt,
      };
    case 'cannot-compare':
      return judgeUncompared(evidence, trouble);
    case 'stopped':
      if (workload && !isAtRest(workload)) return workload;
      return isLive
        ? {
            standing: 'out-of-sync',
            sentence: say('environment.stopped', { wanted, live }),
            since: operation?.finishedAt,
          }
        : {
            standing: 'empty',
            sentence: say('environment.neverSyncedToEnd'),
            since: operation?.finishedAt,
          };
    case 'comparing':
      return workload?.standing === 'progressing' || isNewest(evidence)
        ? workload ?? comparing(application)
        : comparing(application);
    case 'about-to-deploy':
      if (workload?.standing === 'progressing') return workload;
      if (workload && !isAtRest(workload) && !reading.isNewCommit)
        return workload;
      return {
        standing: 'progressing',
        sentence: say('environment.aboutToDeploy', { wanted }),
        since: application.reconciledAt,
      };
    case 'out-of-sync':
      return judgeOutOfSync(evidence, reading.isRolledBack);
    case 'synced':
      return isWorkloadOld(evidence)
        ? comparing(application)
        : judgeSynced(evidence);
    default:
      throw unknownReading(reading);
  }
}

function comparing({ operation }: ApplicationFacts): Verdict {
  return {
    standing: 'progressing',
    sentence: say('environment.comparing'),
    since: operation?.finishedAt ?? operation?.startedAt,
  };
}

/** The workload asks for what git asks for, and is not done with it. */
function isNewest({ workload, releases: { wanted } }: Evidence): boolean {
  const asked = workload?.facts.asked;
  return (
    workload !== undefined &&
    !isAtRest(workload) &&
    asked !== undefined &&
    wanted !== undefined &&
    isSameImage(asked, wanted)
  );
}

/**
 * All is applied, and the workload still asks for another image than git: it comes by a watch of
 * its own, which is behind.
 */
function isWorkloadOld({
  application,
  workload,
  releases: { wanted },
  now,
}: Evidence): boolean {
  const asked = workload?.facts.asked;
  return (
    asked !== undefined &&
    wanted !== undefined &&
    asked.image === wanted.image &&
    !isSameImage(asked, wanted) &&
    application.operation?.finishedAt !== undefined &&
    !isPast(application.operation.finishedAt, watchSeconds, now)
  );
}

function judgeOutOfSync(evidence: Evidence, isRolledBack: boolean): Verdict {
  const { application, workload, releases } = evidence;
  const { live, wanted, liveLabel, wantedLabel } = releases;
  if (workload && !isAtRest(workload)) return workload;
  if (!live && application.history.length === 0) {
    return {
      standing: 'empty',
      sentence: say('environment.neverSynced', { wanted: wantedLabel }),
      since: application.createdAt,
    };
  }
  const words = { live: liveLabel, wanted: wantedLabel };
  const isSame = live && wanted && isSameImage(live, wanted);
  return {
    standing: 'out-of-sync',
    sentence: isSame
      ? say('environment.drifted', { live: liveLabel })
      : say(
          isRolledBack ? 'environment.rolledBack' : 'environment.outOfSync',
          words,
        ),
    since: isRolledBack
      ? application.operation?.finishedAt
      : application.reconciledAt,
  };
}

/** What git asks for is not known; what is live may well be. */
function judgeUncompared(
  { application, workload, releases }: Evidence,
  trouble: Finding | undefined,
): Verdict {
  if (workload && !isAtRest(workload)) return workload;
  const since = trouble?.since ?? application.health.since;
  if (releases.live) {
    return {
      standing: 'unknown',
      sentence: say('environment.cannotCompare', { live: releases.liveLabel }),
      since,
    };
  }
  return trouble
    ? degraded(trouble, since)
    : { standing: 'unknown', sentence: say('environment.cannotTell'), since };
}

function deploying({ application, reading, releases }: Evidence): Verdict {
  const { operation } = application;
  const wanted = releases.wantedLabel;
  const object = reading.kind === 'deploying' ? reading.waitsFor : undefined;
  const isHook = reading.kind === 'deploying' && reading.isHook;
  const since = operation?.finishedAt ? undefined : operation?.startedAt;
  if (object === undefined) {
    return {
      standing: 'progressing',
      sentence: say('environment.deploying', { wanted }),
      since,
    };
  }
  return {
    standing: 'progressing',
    sentence: say(
      isHook ? 'environment.deployingHook' : 'environment.deployingWaits',
      { wanted, object },
    ),
    since,
  };
}

/** The running operation has already written the workload, which is not done with it. */
function isApplied({ application, workload }: Evidence): boolean {
  if (!workload || isAtRest(workload)) return false;
  const { kind, name } = workload.facts;
  return (application.operation?.results ?? []).some(
    it => it.kind === kind && it.name === name && it.status === 'Synced',
  );
}

function isAtRest(workload: { standing: Workload['standing'] }): boolean {
  return workload.standing === 'healthy' || workload.standing === 'empty';
}

function degraded(trouble: Finding | undefined, since?: string): Verdict {
  return {
    standing: 'degraded',
    sentence: trouble?.what ?? say('environment.cannotTell'),
    since: trouble?.since ?? since,
  };
}

function unknownReading(reading: never): Error {
  return new Error(
    `Unknown reading of an Application: ${JSON.stringify(reading)}`,
  );
}
