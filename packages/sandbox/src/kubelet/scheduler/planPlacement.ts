import { parseQuantity } from '../../kubernetes/quantity/parseQuantity.ts';
import type { StoredObject } from '../../world/seams.ts';
import { behaviourOf } from '../pods/behaviourOf.ts';

export type Placement =
  | { type: 'bind'; node: string }
  /** No node takes the pod, with the scheduler's words. */
  | { type: 'unschedulable'; message: string };

function requests(pod: StoredObject, resource: string): number {
  return (pod.spec?.containers ?? []).reduce(
    (sum: number, container: any) =>
      sum +
      (parseQuantity(container.resources?.requests?.[resource] ?? 0) ?? 0),
    0,
  );
}

/** Why a node does not take a pod; undefined when it does. */
function obstacle(
  node: StoredObject,
  pod: StoredObject,
  others: StoredObject[],
): string | undefined {
  const selector: Record<string, string> = pod.spec?.nodeSelector ?? {};
  const matches = Object.entries(selector).every(
    ([key, value]) => node.metadata.labels?.[key] === value,
  );
  if (!matches) {
    return "node(s) didn't match Pod's node affinity/selector";
  }
  if (node.spec?.unschedulable) {
    return 'node(s) were unschedulable';
  }
  const placed = others.filter(
    other =>
      other.spec?.nodeName === node.metadata.name &&
      !['Succeeded', 'Failed'].includes(other.status?.phase),
  );
  for (const resource of ['cpu', 'memory']) {
    const allocatable =
      parseQuantity(node.status?.allocatable?.[resource] ?? 0) ?? 0;
    const used = placed.reduce(
      (sum, other) => sum + requests(other, resource),
      0,
    );
    if (requests(pod, resource) > allocatable - used) {
      return `Insufficient ${resource}`;
    }
  }
  return undefined;
}

function explain(obstacles: string[]): string {
  const counts = Object.entries(Object.groupBy(obstacles, text => text))
    .map(([text, same]) => `${same?.length ?? 0} ${text}`)
    .sort()
    .join(', ');
  const nodes = `0/${obstacles.length} nodes are available`;
  return `${nodes}: ${counts}. preemption: ${nodes}: ${obstacles.length} No preemption victims found for incoming pod.`;
}

/** On which node a pod goes: the one with the fewest pods of those that take it. */
export function planPlacement(
  pod: StoredObject,
  nodes: StoredObject[],
  pods: StoredObject[],
): Placement {
  if (nodes.length === 0) {
    return {
      type: 'unschedulable',
      message: 'no nodes available to schedule pods',
    };
  }
  const asksForNone = (pod.spec?.containers ?? []).some(
    (container: any) => behaviourOf(pod, container.image) === 'unschedulable',
  );
  if (asksForNone) {
    return {
      type: 'unschedulable',
      message: explain(nodes.map(() => 'Insufficient memory')),
    };
  }
  const obstacles = nodes.map(node => obstacle(node, pod, pods));
  const load = (node: StoredObject) =>
    pods.filter(other => other.spec?.nodeName === node.metadata.name).length;
  const [best] = nodes
    .filter((_, index) => obstacles[index] === undefined)
    .sort((a, b) => load(a) - load(b));
  return best
    ? { type: 'bind', node: best.metadata.name }
    : {
        type: 'unschedulable',
        message: explain(obstacles.filter(text => text !== undefined)),
      };
}
