import type { StoredObject } from '../../world/seams.ts';
import { findKind } from '../resources/servedResources.ts';

interface Condition {
  type: string;
  status: 'True' | 'False';
  lastTransitionTime: string;
  reason: string;
  message: string;
}

function count(names: string[]): Array<[name: string, count: number]> {
  const counts = new Map<string, number>();
  for (const name of names) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `configmaps.` and `rollouts.argoproj.io`, as the namespace controller writes them. */
function resourceOf({ apiVersion, kind }: StoredObject): string {
  const known = findKind(apiVersion, kind);
  return `${known?.plural ?? kind}.${known?.group ?? ''}`;
}

/** What a namespace that is being deleted says about what is left in it. */
export function deriveNamespaceConditions(
  left: StoredObject[],
  before: Condition[],
  now: string,
): Condition[] {
  const resources = count(left.map(resourceOf)).map(
    ([name, number]) => `${name} has ${number} resource instances`,
  );
  const finalizers = count(
    left.flatMap(({ metadata }) => metadata.finalizers ?? []),
  ).map(([name, number]) => `${name} in ${number} resource instances`);
  const conditions: Array<Omit<Condition, 'lastTransitionTime'>> = [
    {
      type: 'NamespaceDeletionDiscoveryFailure',
      status: 'False',
      reason: 'ResourcesDiscovered',
      message: 'All resources successfully discovered',
    },
    {
      type: 'NamespaceDeletionGroupVersionParsingFailure',
      status: 'False',
      reason: 'ParsedGroupVersions',
      message: 'All legacy kube types successfully parsed',
    },
    {
      type: 'NamespaceDeletionContentFailure',
      status: 'False',
      reason: 'ContentDeleted',
      message:
        'All content successfully deleted, may be waiting on finalization',
    },
    resources.length > 0
      ? {
          type: 'NamespaceContentRemaining',
          status: 'True',
          reason: 'SomeResourcesRemain',
          message: `Some resources are remaining: ${resources.join(', ')}`,
        }
      : {
          type: 'NamespaceContentRemaining',
          status: 'False',
          reason: 'ContentRemoved',
          message: 'All content successfully removed',
        },
    finalizers.length > 0
      ? {
          type: 'NamespaceFinalizersRemaining',
          status: 'True',
          reason: 'SomeFinalizersRemain',
          message: `Some content in the namespace has finalizers remaining: ${finalizers.join(
            ', ',
          )}`,
        }
      : {
          type: 'NamespaceFinalizersRemaining',
          status: 'False',
          reason: 'ContentHasNoFinalizers',
          message: 'All content-preserving finalizers finished',
        },
  ];
  return conditions.map(condition => {
    const known = before.find(({ type }) => type === condition.type);
    return {
      ...condition,
      lastTransitionTime:
        known?.status === condition.status ? known.lastTransitionTime : now,
    };
  });
}
