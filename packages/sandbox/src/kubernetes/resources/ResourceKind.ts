/** A kind of object that the clusters serve. */
export interface ResourceKind {
  /** `''` for the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames: readonly string[];
  categories: readonly string[];
  namespaced: boolean;
  /** With it, a write to the object leaves its status alone. */
  statusSubresource: boolean;
  scaleSubresource: boolean;
  /** Whether `metadata.generation` counts the changes of what is wanted. */
  hasGeneration: boolean;
  /** Defined by a CustomResourceDefinition. */
  custom: boolean;
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(kind: { group: string; version: string }): string {
  return kind.group ? `${kind.group}/${kind.version}` : kind.version;
}

/** `deployments.apps`, or `secrets` for the core group: the name that messages use. */
export function qualifiedPlural(kind: {
  group: string;
  plural: string;
}): string {
  return kind.group ? `${kind.plural}.${kind.group}` : kind.plural;
}
