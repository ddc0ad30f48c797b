import { apiVersionOf, type ResourceKind } from '../resources/ResourceKind.ts';

const verbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** Groups in which only reviews are made; nothing of them is stored. */
const reviewResources: Record<string, [kind: string, plural: string][]> = {
  'authorization.k8s.io/v1': [
    ['SelfSubjectAccessReview', 'selfsubjectaccessreviews'],
    ['SelfSubjectRulesReview', 'selfsubjectrulesreviews'],
    ['SubjectAccessReview', 'subjectaccessreviews'],
  ],
  'authentication.k8s.io/v1': [['SelfSubjectReview', 'selfsubjectreviews']],
};

function groupVersions(kinds: readonly ResourceKind[]): string[] {
  return [
    ...new Set([
      ...kinds.filter(kind => kind.group).map(apiVersionOf),
      ...Object.keys(reviewResources),
    ]),
  ];
}

function subresource(kind: ResourceKind, name: string, extra: object = {}) {
  return {
    name: `${kind.plural}/${name}`,
    singularName: '',
    namespaced: kind.namespaced,
    kind: kind.kind,
    verbs: ['get', 'patch', 'update'],
    ...extra,
  };
}

function resourceEntries(kind: ResourceKind): object[] {
  return [
    {
      name: kind.plural,
      singularName: kind.singular,
      namespaced: kind.namespaced,
      kind: kind.kind,
      verbs,
      ...(kind.shortNames.length > 0 ? { shortNames: kind.shortNames } : {}),
      ...(kind.categories.length > 0 ? { categories: kind.categories } : {}),
    },
    ...(kind.scaleSubresource
      ? [
          subresource(kind, 'scale', {
            group: 'autoscaling',
            version: 'v1',
            kind: 'Scale',
          }),
        ]
      : []),
    ...(kind.statusSubresource ? [subresource(kind, 'status')] : []),
    ...(kind.kind === 'Pod'
      ? [subresource(kind, 'log', { verbs: ['get'] })]
      : []),
  ];
}

function group(apiVersion: string) {
  const [name, version] = apiVersion.split('/');
  const entry = { groupVersion: apiVersion, version };
  return { name, versions: [entry], preferredVersion: entry };
}

/** The document of this path of the discovery, if it is one. */
export function discoveryDocument(
  path: string,
  kinds: readonly ResourceKind[],
): object | undefined {
  if (path === '/api') {
    return {
      kind: 'APIVersions',
      versions: ['v1'],
      serverAddressByClientCIDRs: [],
    };
  }
  if (path === '/apis') {
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: groupVersions(kinds).map(group),
    };
  }
  const groupName = /^\/apis\/([^/]+)$/.exec(path)?.[1];
  if (groupName) {
    const apiVersion = groupVersions(kinds).find(
      version => version.split('/')[0] === groupName,
    );
    return (
      (apiVersion && {
        kind: 'APIGroup',
        apiVersion: 'v1',
        ...group(apiVersion),
      }) ||
      undefined
    );
  }
  const groupVersion =
    path === '/api/v1' ? 'v1' : /^\/apis\/([^/]+\/[^/]+)$/.exec(path)?.[1];
  if (!groupVersion) {
    return undefined;
  }
  const reviews = (reviewResources[groupVersion] ?? []).map(
    ([kind, plural]) => ({
      name: plural,
      singularName: kind.toLowerCase(),
      namespaced: false,
      kind,
      verbs: ['create'],
    }),
  );
  const resources = [
    ...kinds
      .filter(kind => apiVersionOf(kind) === groupVersion)
      .flatMap(resourceEntries),
    ...reviews,
  ];
  return resources.length > 0
    ? { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources }
    : undefined;
}
