import { ApplicationFacts } from '../../parse';
import { isPast, millis } from '../common/times';
import { ApplicationReading } from './ApplicationReading';

/** How long the comparison of before a sync may stand after it. */
const comparisonSeconds = 30;
/** How long Argo CD may take until it mends a drift by itself. */
const selfHealSeconds = 60;

const comparisonErrors = new Set(['ComparisonError', 'UnknownError']);

export function readApplication(
  application: ApplicationFacts,
  now: Date,
): ApplicationReading {
  const { conditions, operation, sync } = application;
  if (application.deletingSince !== undefined) return { kind: 'removing' };
  if (conditions.some(it => it.type === 'InvalidSpecError')) {
    return { kind: 'invalid' };
  }
  if (application.requested) {
    const running = readRunning(application);
    if (running.kind !== 'deploying' || !isRepeated(application))
      return running;
    if (sync.status === 'OutOfSync') return { kind: 'comparing' };
  }
  if (conditions.some(it => comparisonErrors.has(it.type))) {
    return { kind: 'cannot-compare' };
  }
  if (sync.status === undefined) return { kind: 'not-looked-at' };
  if (sync.status === 'Unknown') return { kind: 'cannot-compare' };
  const failure = operation && readFailure(application);
  if (failure) return failure;
  if (isComparisonOld(application, now)) return { kind: 'comparing' };
  if (sync.status === 'Synced') return { kind: 'synced' };
  return readOutOfSync(application, now);
}

/** Whether a revision is a commit; `main` may mean another one tomorrow. */
export function isCommit(revision: string | undefined): revision is string {
  return revision !== undefined && /^[0-9a-f]{40,64}$/.test(revision);
}

/** A sync of the commit that is deployed already, as Argo CD does it to mend a drift. */
function isRepeated({ requested, sync, history }: ApplicationFacts): boolean {
  const deployed = history.at(-1)?.revision;
  return (
    deployed !== undefined &&
    deployed === sync.revision &&
    requested?.revision === deployed
  );
}

function readRunning({ operation }: ApplicationFacts): ApplicationReading {
  // The state of the operation before stays until the controller takes up the new one.
  if (operation?.phase === 'Terminating') return { kind: 'stopping' };
  if (operation?.phase !== 'Running')
    return { kind: 'deploying', isHook: false };
  const text = operation.message ?? '';
  if (text.includes('blocked by sync window')) {
    return { kind: 'blocked-by-window' };
  }
  if (operation.retryCount > 0) return { kind: 'retrying' };
  const waiting =
    /waiting for (completion of hook|healthy state of) (\S+)/.exec(text);
  return {
    kind: 'deploying',
    isHook: waiting?.[1] === 'completion of hook',
    ...(waiting && { waitsFor: shortName(waiting[2]) }),
  };
}

/** `batch/Job/migrate` and `/Namespace/a` as `Job/migrate` and `Namespace/a`. */
function shortName(object: string): string {
  return object
    .split('/')
    .slice(-2)
    .join('/')
    .replace(/[.,;:]$/, '');
}

function readFailure({
  operation,
  sync,
  automation,
}: ApplicationFacts): ApplicationReading | undefined {
  if (operation?.phase !== 'Failed' && operation?.phase !== 'Error') {
    return undefined;
  }
  const isOfOlderCommit =
    isCommit(operation.revision) && operation.revision !== sync.revision;
  if (isOfOlderCommit && automation) return undefined;
  const isHookFailed = operation.results.some(
    it => it.hookPhase === 'Failed' || it.hookPhase === 'Error',
  );
  // A hook after the sync may fail where all manifests are applied.
  if (sync.status === 'Synced' && (isOfOlderCommit || !isHookFailed)) {
    return undefined;
  }
  return operation.message === 'Operation terminated'
    ? { kind: 'stopped' }
    : { kind: 'failed' };
}

/** The sync has ended, and what is said of it is from the comparison before. */
function isComparisonOld(
  { operation, sync, reconciledAt }: ApplicationFacts,
  now: Date,
): boolean {
  const finishedAt = operation?.finishedAt;
  if (operation?.phase !== 'Succeeded' || finishedAt === undefined)
    return false;
  if (reconciledAt !== undefined && millis(reconciledAt) > millis(finishedAt)) {
    return false;
  }
  if (isPast(finishedAt, comparisonSeconds, now)) return false;
  if (!isCommit(operation.revision) || !isCommit(sync.revision)) return false;
  const isOfThisCommit = operation.revision === sync.revision;
  return sync.status === 'Synced' ? !isOfThisCommit : isOfThisCommit;
}

function readOutOfSync(
  application: ApplicationFacts,
  now: Date,
): ApplicationReading {
  const { automation, operation, sync } = application;
  const deployed = operation?.revision;
  if (automation && deployed !== sync.revision) {
    return { kind: 'about-to-deploy', isNewCommit: true };
  }
  if (
    automation?.selfHeal &&
    !isPast(operation?.finishedAt, selfHealSeconds, now)
  ) {
    return { kind: 'about-to-deploy', isNewCommit: false };
  }
  return { kind: 'out-of-sync', isRolledBack: isRolledBack(application) };
}

/** What git asks for was deployed, and something older was deployed after it. */
function isRolledBack({ history, sync }: ApplicationFacts): boolean {
  const revisions = history.map(it => it.revision);
  const deployed = revisions.at(-1);
  const wanted = revisions.lastIndexOf(sync.revision);
  return (
    deployed !== undefined &&
    deployed !== sync.revision &&
    wanted >= 0 &&
    revisions.indexOf(deployed) < wanted
  );
}
