/** The entity of a path. */
export type ServiceParams = { kind: string; namespace: string; name: string };
