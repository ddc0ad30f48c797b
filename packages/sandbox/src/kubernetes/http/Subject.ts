/** What a subject may do, like a rule of a Role. `*` stands for everything. */
export interface AccessRule {
  verbs: readonly string[];
  /** `''` is the core group. */
  groups: readonly string[];
  /** Plural names, and `rollouts/status` for a subresource. */
  resources: readonly string[];
  /** Where it holds; everywhere, and for what has no namespace, without it. */
  namespaces?: readonly string[];
}

/** Who a bearer token belongs to. */
export interface Subject {
  /** `system:serviceaccount:slipway:portal` */
  name: string;
  groups?: readonly string[];
  rules: readonly AccessRule[];
}

export interface AccessAttributes {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

function includes(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}

export function isAllowed(
  subject: Subject,
  attributes: AccessAttributes,
): boolean {
  const { verb, group, resource, subresource, namespace } = attributes;
  const full = subresource ? `${resource}/${subresource}` : resource;
  return subject.rules.some(
    rule =>
      includes(rule.verbs, verb) &&
      includes(rule.groups, group) &&
      includes(rule.resources, full) &&
      (!rule.namespaces ||
        (namespace !== undefined && rule.namespaces.includes(namespace))),
  );
}

/** `User "x" cannot list resource "secrets" in API group "" in the namespace "y"` */
export function denialReason(
  subject: Subject,
  attributes: AccessAttributes,
): string {
  const { verb, group, resource, subresource, namespace } = attributes;
  const full = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace
    ? `in the namespace "${namespace}"`
    : 'at the cluster scope';
  return `User "${subject.name}" cannot ${verb} resource "${full}" in API group "${group}" ${where}`;
}
