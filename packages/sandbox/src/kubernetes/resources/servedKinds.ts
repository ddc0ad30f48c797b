import type { ClusterStore } from '../../world/seams.ts';
import { qualifiedPlural, type ResourceKind } from './ResourceKind.ts';
import { servedResources } from './servedResources.ts';

/** Custom kinds are served while their definition is there, as in a real cluster. */
export function isServed(
  kind: ResourceKind,
  store: Pick<ClusterStore, 'get'>,
): boolean {
  return (
    !kind.custom ||
    store.get({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      name: qualifiedPlural(kind),
    }) !== undefined
  );
}

export function servedKinds(
  store: Pick<ClusterStore, 'get'>,
): readonly ResourceKind[] {
  return servedResources.filter(kind => isServed(kind, store));
}
