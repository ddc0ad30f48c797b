import type { StoredObject } from '../../world/seams.ts';

type Amounts = Record<string, string>;

interface ContainerLimit {
  type: string;
  default?: Amounts;
  defaultRequest?: Amounts;
}

/**
 * Gives the containers of a new pod what the LimitRanges of its namespace say and they do not. Without
 * a request of its own, a limit is the request too. Changes the pod.
 */
export function applyLimitRanges(
  pod: StoredObject,
  ranges: StoredObject[],
): void {
  for (const { spec } of ranges) {
    const limits: ContainerLimit[] = spec?.limits ?? [];
    for (const limit of limits.filter(({ type }) => type === 'Container')) {
      for (const container of [
        ...(pod.spec.containers ?? []),
        ...(pod.spec.initContainers ?? []),
      ]) {
        const { limits: own = {}, requests = {} } = container.resources ?? {};
        container.resources = {
          ...container.resources,
          limits: { ...limit.default, ...own },
          requests: {
            ...limit.default,
            ...limit.defaultRequest,
            ...own,
            ...requests,
          },
        };
      }
    }
  }
}
