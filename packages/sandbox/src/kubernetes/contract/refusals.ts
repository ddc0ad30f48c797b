import { applyPatch, configMap } from './helpers.ts';

/** A request that the portal has no right to. */
export interface Refusal {
  method: string;
  /** `$ns` is the namespace. */
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** What the message begins with. */
  what: string;
  verb: string;
  resource: string;
  group?: string;
  where?: string;
}

export const inIt = 'in the namespace "$ns"';
const anywhere = 'at the cluster scope';
const rollouts = '/apis/argoproj.io/v1alpha1/namespaces/$ns/rollouts';

export const refusals: Refusal[] = [
  {
    method: 'GET',
    path: '/api/v1/namespaces/$ns/serviceaccounts',
    what: 'serviceaccounts',
    verb: 'list',
    resource: 'serviceaccounts',
  },
  {
    method: 'GET',
    path: '/api/v1/serviceaccounts',
    what: 'serviceaccounts',
    verb: 'list',
    resource: 'serviceaccounts',
    where: anywhere,
  },
  {
    method: 'GET',
    path: '/api/v1/namespaces/$ns/configmaps?watch=true',
    what: 'configmaps',
    verb: 'watch',
    resource: 'configmaps',
  },
  {
    method: 'GET',
    path: '/api/v1/namespaces/$ns/persistentvolumeclaims/a',
    what: 'persistentvolumeclaims "a"',
    verb: 'get',
    resource: 'persistentvolumeclaims',
  },
  {
    method: 'POST',
    path: '/api/v1/namespaces/$ns/configmaps',
    body: configMap('a'),
    what: 'configmaps',
    verb: 'create',
    resource: 'configmaps',
  },
  {
    method: 'PATCH',
    path: '/apis/apps/v1/namespaces/$ns/deployments/web?fieldManager=portal',
    headers: applyPatch,
    body: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
    },
    what: 'deployments.apps "web"',
    verb: 'patch',
    resource: 'deployments',
    group: 'apps',
  },
  {
    method: 'DELETE',
    path: `${rollouts}/web`,
    what: 'rollouts.argoproj.io "web"',
    verb: 'delete',
    resource: 'rollouts',
    group: 'argoproj.io',
  },
  {
    method: 'DELETE',
    path: rollouts,
    what: 'rollouts.argoproj.io',
    verb: 'deletecollection',
    resource: 'rollouts',
    group: 'argoproj.io',
  },
  {
    method: 'PUT',
    path: `${rollouts}/web/status`,
    body: {},
    what: 'rollouts.argoproj.io "web"',
    verb: 'update',
    resource: 'rollouts/status',
    group: 'argoproj.io',
  },
  {
    method: 'GET',
    path: '/api/v1/namespaces/$ns/pods/web/log',
    what: 'pods "web"',
    verb: 'get',
    resource: 'pods/log',
  },
  {
    method: 'GET',
    path: '/api/v1/nodes/node',
    what: 'nodes "node"',
    verb: 'get',
    resource: 'nodes',
    where: anywhere,
  },
  {
    method: 'GET',
    path: '/api/v1/namespaces',
    what: 'namespaces',
    verb: 'list',
    resource: 'namespaces',
    where: anywhere,
  },
  {
    method: 'PUT',
    path: '/api/v1/namespaces/$ns',
    body: {},
    what: 'namespaces "$ns"',
    verb: 'update',
    resource: 'namespaces',
  },
  {
    method: 'GET',
    path: '/apis/nothing.example.com/v1/things',
    what: 'things.nothing.example.com',
    verb: 'list',
    resource: 'things',
    group: 'nothing.example.com',
    where: anywhere,
  },
  {
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
    body: { spec: { user: 'somebody' } },
    what: 'subjectaccessreviews.authorization.k8s.io',
    verb: 'create',
    resource: 'subjectaccessreviews',
    group: 'authorization.k8s.io',
    where: anywhere,
  },
];
