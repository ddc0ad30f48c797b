import type { CiStatus } from '../statuses.ts';

export interface StatusPart {
  status: CiStatus;
  allowFailure: boolean;
}

/** A job that may fail counts as passed with a warning, one to be started by hand not at all. */
type Weighed = CiStatus | 'success_with_warnings' | 'ignored';

function weigh({ status, allowFailure }: StatusPart): Weighed {
  if (allowFailure && (status === 'failed' || status === 'canceled')) {
    return 'success_with_warnings';
  }
  return allowFailure && status === 'manual' ? 'ignored' : status;
}

/**
 * The status of several jobs together, by GitLab's rules: of a pipeline, of the stages before a
 * job, or (with `needs`) of the jobs that a job needs. Undefined when there are none.
 */
export function deriveCompositeStatus(
  parts: StatusPart[],
  options: { needs?: boolean } = {},
): CiStatus | undefined {
  if (parts.length === 0) {
    return undefined;
  }
  const present = new Set(parts.map(weigh));
  const any = (...kinds: Weighed[]) => kinds.some(kind => present.has(kind));
  const only = (...kinds: Weighed[]) =>
    [...present].every(kind => kinds.includes(kind));
  const passed: Weighed[] = ['success_with_warnings', 'ignored'];

  if (options.needs) {
    if (any('skipped', 'ignored')) {
      return 'skipped';
    }
    if (!only('success', 'failed', 'canceled', 'success_with_warnings')) {
      return 'pending';
    }
  }
  if (only('skipped', 'ignored')) {
    return 'skipped';
  }
  if (only('success', 'skipped', ...passed)) {
    return 'success';
  }
  if (only('created', ...passed)) {
    return 'created';
  }
  if (only('preparing', ...passed)) {
    return 'preparing';
  }
  if (only('canceled', 'success', 'skipped', ...passed)) {
    return 'canceled';
  }
  if (only('pending', 'created', 'skipped', ...passed)) {
    return 'pending';
  }
  if (any('canceling')) {
    return 'canceling';
  }
  if (any('running', 'pending')) {
    return 'running';
  }
  if (any('waiting_for_callback')) {
    return 'waiting_for_callback';
  }
  if (any('waiting_for_resource')) {
    return 'waiting_for_resource';
  }
  if (any('manual')) {
    return 'manual';
  }
  if (any('scheduled')) {
    return 'scheduled';
  }
  if (any('preparing')) {
    return 'preparing';
  }
  return any('created') ? 'running' : 'failed';
}
