import { durationSeconds } from '../../rollouts/model/defaults.ts';
import type { Application } from '../model/Application.ts';
import type { AppProject, SyncWindow } from './AppProject.ts';
import { matchesPattern } from './permissions.ts';

const MINUTE_MS = 60_000;
const LONGEST_MINUTES = 7 * 24 * 60;

function fieldMatches(field: string, value: number, first: number): boolean {
  return field.split(',').some(part => {
    const [range, step = '1'] = part.split('/');
    const [from, to = part.includes('/') ? '999' : range] =
      range === '*' ? [String(first), '999'] : range.split('-');
    return (
      value >= Number(from) &&
      value <= Number(to) &&
      (value - Number(from)) % Number(step) === 0
    );
  });
}

function partsIn(time: Date, timeZone: string): number[] {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour12: false,
    minute: 'numeric',
    hour: 'numeric',
    day: 'numeric',
    month: 'numeric',
    weekday: 'short',
  }).formatToParts(time);
  const get = (type: string) =>
    parts.find(part => part.type === type)?.value ?? '0';
  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  return [
    Number(get('minute')),
    Number(get('hour')) % 24,
    Number(get('day')),
    Number(get('month')),
    days.indexOf(get('weekday')),
  ];
}

/** Whether a cron schedule of five fields fires in this minute. */
export function firesAt(
  schedule: string,
  time: Date,
  timeZone = 'UTC',
): boolean {
  const fields = schedule.trim().split(/\s+/);
  const firsts = [0, 0, 1, 1, 0];
  const values = partsIn(time, timeZone);
  return (
    fields.length === 5 &&
    fields.every((field, index) =>
      fieldMatches(
        index === 4 ? field.replace('7', '0') : field,
        values[index],
        firsts[index],
      ),
    )
  );
}

function isOpen(window: SyncWindow, now: Date): boolean {
  const minutes = Math.ceil(durationSeconds(window.duration) / 60);
  for (let ago = 0; ago < Math.min(minutes, LONGEST_MINUTES); ago += 1) {
    const time = new Date(now.getTime() - ago * MINUTE_MS);
    if (firesAt(window.schedule, time, window.timeZone)) {
      return true;
    }
  }
  return false;
}

function concerns(window: SyncWindow, application: Application): boolean {
  const { destination } = application.spec;
  const any = (patterns: string[] | undefined, text: string | undefined) =>
    (patterns ?? []).some(pattern => matchesPattern(pattern, text ?? ''));
  return (
    any(window.applications, application.metadata.name) ||
    any(window.namespaces, destination.namespace) ||
    any(window.clusters, destination.server) ||
    any(window.clusters, destination.name)
  );
}

/** Whether the windows of the project let this Application be synced now. */
export function canSync(
  project: AppProject,
  application: Application,
  options: { isManual: boolean; now: Date },
): boolean {
  const windows = (project.syncWindows ?? []).filter(window =>
    concerns(window, application),
  );
  const open = windows.filter(window => isOpen(window, options.now));
  const mayByHand = (some: SyncWindow[]) =>
    options.isManual && some.every(window => window.manualSync);
  const denies = open.filter(window => window.kind === 'deny');
  if (denies.length > 0) {
    return mayByHand(denies);
  }
  if (open.some(window => window.kind === 'allow')) {
    return true;
  }
  const closed = windows.filter(window => window.kind === 'allow');
  return closed.length === 0 || mayByHand(closed);
}
