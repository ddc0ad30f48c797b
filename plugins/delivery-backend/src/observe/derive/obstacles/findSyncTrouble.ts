import { ApplicationFacts, SyncResult } from '../../parse';
import { ApplicationReading } from '../application/ApplicationReading';
import { say } from '../common/say';
import { Finding, finding } from './Finding';

/** What keeps the last or the running operation of an Application from succeeding. */
export function findSyncTrouble(
  application: ApplicationFacts,
  reading: ApplicationReading,
  wanted: string,
): Finding[] {
  switch (reading.kind) {
    case 'blocked-by-window':
      return [
        finding({
          code: 'SyncBlockedByWindow',
          what: say('obstacle.syncWindow.what', {
            project: application.project,
          }),
          next: say('obstacle.syncWindow.next'),
          object: objectOf(application),
          detail: application.operation?.message,
          since: application.operation?.startedAt,
          isBlocking: false,
        }),
      ];
    case 'stopped':
      return [
        finding({
          code: 'SyncStopped',
          what: say('obstacle.syncStopped.what', { wanted }),
          next: say('obstacle.syncStopped.next'),
          object: objectOf(application),
          since: application.operation?.finishedAt,
          isBlocking: false,
        }),
      ];
    case 'failed':
    case 'retrying':
      return [findFailure(application, reading.kind === 'retrying', wanted)];
    default:
      return [];
  }
}

function findFailure(
  application: ApplicationFacts,
  isRetrying: boolean,
  wanted: string,
): Finding {
  const { operation, project } = application;
  const results = operation?.results ?? [];
  const hook = results.find(
    it =>
      it.hookPhase === 'Failed' &&
      it.hookType !== undefined &&
      it.hookType !== '',
  );
  const refused = results.find(it => it.status === 'SyncFailed');
  const reason = refused?.message ?? hook?.message ?? operation?.message ?? '';
  const common = {
    object: refused ? nameOf(refused) : objectOf(application),
    detail: refused?.message ?? operation?.message,
    since: operation?.startedAt,
  };
  const namespace = /namespaces? "([^"]+)" not found/.exec(reason)?.[1];
  if (namespace !== undefined) {
    return finding({
      ...common,
      code: 'NamespaceMissing',
      what: say('obstacle.namespaceMissing.what', { wanted, namespace }),
      next: say('obstacle.namespaceMissing.next'),
    });
  }
  if (/is not permitted in project|not permitted by project/.test(reason)) {
    return finding({
      ...common,
      code: 'NotPermittedByProject',
      what: say('obstacle.syncNotPermitted.what', { wanted, project }),
      next: say('obstacle.syncNotPermitted.next', { project }),
    });
  }
  if (hook && !refused) {
    return finding({
      ...common,
      code: 'HookFailed',
      what: say('obstacle.hookFailed.what', { wanted, object: nameOf(hook) }),
      next: say('obstacle.hookFailed.next', { object: nameOf(hook) }),
      object: nameOf(hook),
      detail: hook.message ?? operation?.message,
    });
  }
  return finding({
    ...common,
    code: 'SyncFailed',
    what: refused
      ? say('obstacle.syncFailedOn.what', { wanted, object: nameOf(refused) })
      : say('obstacle.syncFailed.what', { wanted }),
    next: isRetrying
      ? say('obstacle.syncRetrying.next')
      : say('obstacle.syncFailed.next'),
    isVague: !refused,
  });
}

function nameOf(result: SyncResult): string {
  return `${result.kind}/${result.name}`;
}

function objectOf(application: ApplicationFacts): string {
  return `Application/${application.ref.name}`;
}
