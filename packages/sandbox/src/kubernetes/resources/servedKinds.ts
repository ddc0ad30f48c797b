import type { ClusterStore, StoredObject } from '../../world/seams.ts';
import { qualifiedPlural, type ResourceKind } from './ResourceKind.ts';
import { servedResources } from './servedResources.ts';

function definitionFor(
  kind: ResourceKind,
  store: Pick<ClusterStore, 'get'>,
): StoredObject | undefined {
  return store.get({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    name: qualifiedPlural(kind),
  });
}

/** Custom kinds are served while their definition is there, as in a real cluster. */
export function isServed(
  kind: ResourceKind,
  store: Pick<ClusterStore, 'get'>,
): boolean {
  return !kind.custom || definitionFor(kind, store) !== undefined;
}

/** The resourceVersion from which on changes of a kind are known; they begin anew with its definition. */
export function servedSince(
  kind: ResourceKind,
  store: Pick<ClusterStore, 'get'>,
): number {
  return kind.custom
    ? Number(definitionFor(kind, store)?.metadata.resourceVersion ?? 0)
    : 0;
}

export function servedKinds(
  store: Pick<ClusterStore, 'get'>,
): readonly ResourceKind[] {
  return servedResources.filter(kind => isServed(kind, store));
}
