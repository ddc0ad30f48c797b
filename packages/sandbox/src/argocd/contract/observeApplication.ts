import type { Application } from '../model/Application.ts';
import type { ApplicationObservation } from './ApplicationScenario.ts';

/** Addresses and times differ from one run to the next. */
export function normalizeText(text: string): string {
  return text
    .replace(/http:\/\/127\.0\.0\.1:\d{4,5}(?=\/)/g, '<forge>')
    .replace(/\d{1,2}:\d{2}[AP]M/g, '<time>')
    .replace(/[0-9a-f]{40}/g, '<commit>')
    .replace(/\(dry run\)/g, '');
}

function isSelfHeal(application: Application): boolean {
  const operation =
    application.status?.operationState?.operation ?? application.operation;
  return (operation?.sync?.autoHealAttemptsCount ?? 0) > 0;
}

/**
 * What is to be seen of the versions of an Application, each state once. An operation by which
 * the controller mends what it has just done (it looked too early) is not counted.
 */
export function observeApplications(
  versions: Application[],
): ApplicationObservation[] {
  let last = { operation: '', message: '' };
  const states = versions.map((application): ApplicationObservation => {
    const { status = {} } = application;
    if (!isSelfHeal(application)) {
      last = {
        operation: status.operationState?.phase ?? '',
        message: normalizeText(status.operationState?.message ?? ''),
      };
    }
    return {
      sync: status.sync?.status ?? '',
      health: status.health?.status ?? '',
      ...last,
      conditions: (status.conditions ?? []).map(({ type, message }) =>
        normalizeText(`${type}: ${message}`),
      ),
    };
  });
  return states.filter(
    (state, index) =>
      index === 0 ||
      JSON.stringify(state) !== JSON.stringify(states[index - 1]),
  );
}

/** What was to be seen in a recording (one JSON object a line). */
export function observeRecording(recording: string): ApplicationObservation[] {
  const versions = recording
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line))
    .filter(event => event.object?.kind === 'Application')
    .map(event => event.object as Application);
  return observeApplications(versions);
}
