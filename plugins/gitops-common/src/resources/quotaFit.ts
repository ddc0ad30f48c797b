import { parseQuantity } from './quantity';

/**
 * A workload, as far as quotas count it.
 *
 * @public
 */
export interface WorkloadResources {
  name: string;
  /** The most pods there can be at once, old and new ones together. */
  pods: number;
  containers: Array<{
    name: string;
    resources?: {
      requests?: Record<string, string>;
      limits?: Record<string, string>;
    };
  }>;
}

/**
 * Everything by which workloads would not fit a quota, or are without a limit; empty when they
 * fit.
 *
 * @public
 */
export function quotaProblems(
  workloads: WorkloadResources[],
  hard: Record<string, string>,
): string[] {
  const missing = workloads.flatMap(({ name, containers }) =>
    containers.flatMap(container =>
      (['requests', 'limits'] as const).flatMap(kind =>
        ['cpu', 'memory']
          .filter(unit => !container.resources?.[kind]?.[unit])
          .map(
            unit =>
              `${name}: the container ${container.name} has no ${kind}.${unit}`,
          ),
      ),
    ),
  );
  const exceeded = Object.entries(hard).flatMap(([key, limit]) => {
    const wanted = totalOf(workloads, key);
    return wanted !== undefined && wanted > parseQuantity(limit) * (1 + 1e-9)
      ? [`${key} needs ${round(wanted)}, the quota allows ${limit}`]
      : [];
  });
  return [...missing, ...exceeded];
}

/**
 * What workloads ask for in all of something that quotas count, such as `requests.memory`, in cores,
 * bytes or pods; undefined for what they do not ask for.
 *
 * @public
 */
export function totalOf(
  workloads: WorkloadResources[],
  key: string,
): number | undefined {
  if (key === 'pods') {
    return sum(workloads.map(({ pods }) => pods));
  }
  const [kind, unit] = key.split('.');
  if (kind !== 'requests' && kind !== 'limits') {
    return undefined;
  }
  return sum(
    workloads.map(
      ({ pods, containers }) =>
        pods *
        sum(
          containers.map(({ resources }) =>
            parseQuantity(resources?.[kind]?.[unit] ?? '0'),
          ),
        ),
    ),
  );
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function round(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
