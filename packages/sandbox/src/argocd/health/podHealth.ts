import type { StoredObject } from '../../world/seams.ts';
import type { Health } from '../model/Application.ts';

interface ContainerStatus {
  name: string;
  state?: {
    waiting?: { reason?: string; message?: string };
    terminated?: { reason?: string; message?: string; exitCode?: number };
  };
  lastState?: { terminated?: unknown };
}

function failureOf({ name, state }: ContainerStatus): string | undefined {
  const ended = state?.terminated;
  if (ended?.message) {
    return ended.message;
  }
  if (ended?.reason === 'OOMKilled') {
    return ended.reason;
  }
  return ended?.exitCode
    ? `container "${name}" failed with exit code ${ended.exitCode}`
    : undefined;
}

function stuckMessages(containers: ContainerStatus[]): string[] {
  return containers.flatMap(({ state }) => {
    const { reason = '', message = '' } = state?.waiting ?? {};
    return /^Err|Error$|BackOff$/.test(reason) ? [message] : [];
  });
}

export function podHealth({ spec, status = {} }: StoredObject): Health {
  const containers: ContainerStatus[] = status.containerStatuses ?? [];
  const runsForever = (spec?.restartPolicy ?? 'Always') === 'Always';
  const stuck = runsForever ? stuckMessages(containers) : [];
  if (stuck.length > 0) {
    return { status: 'Degraded', message: stuck.join(', ') };
  }
  const message: string | undefined = status.message;
  switch (status.phase) {
    case 'Pending':
      return { status: 'Progressing', message };
    case 'Succeeded':
      return { status: 'Healthy', message };
    case 'Failed': {
      const all = [...(status.initContainerStatuses ?? []), ...containers];
      const why = all.map(failureOf).find(each => each !== undefined);
      return { status: 'Degraded', message: message ?? why ?? '' };
    }
    case 'Running': {
      const isReady = (status.conditions ?? []).some(
        (each: { type: string; status: string }) =>
          each.type === 'Ready' && each.status === 'True',
      );
      if (!runsForever) {
        return { status: 'Progressing', message };
      }
      if (isReady) {
        return { status: 'Healthy', message };
      }
      const hasCrashed = containers.some(each => each.lastState?.terminated);
      return { status: hasCrashed ? 'Degraded' : 'Progressing', message };
    }
    default:
      return { status: 'Unknown', message };
  }
}
