import { type ResourceKind, apiVersionOf } from './ResourceKind.ts';

type Options = Partial<Omit<ResourceKind, 'kind' | 'plural'>>;

const resource =
  (group: string, version: string, common: Options = {}) =>
  (kind: string, plural: string, options: Options = {}): ResourceKind => ({
    group,
    version,
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced: true,
    statusSubresource: false,
    scaleSubresource: false,
    hasGeneration: false,
    custom: false,
    ...common,
    ...options,
  });

const core = resource('', 'v1');
const apps = resource('apps', 'v1', {
  statusSubresource: true,
  scaleSubresource: true,
  hasGeneration: true,
  categories: ['all'],
});
const argo = resource('argoproj.io', 'v1alpha1', {
  hasGeneration: true,
  custom: true,
});
const rbac = resource('rbac.authorization.k8s.io', 'v1');
const networking = resource('networking.k8s.io', 'v1', { hasGeneration: true });

/**
 * What the clusters of the sandbox serve. Which kinds have a status subresource is as the real
 * API server and the real CRDs have it: Application, AppProject and AnalysisRun have none.
 */
export const servedResources: readonly ResourceKind[] = [
  core('ConfigMap', 'configmaps', { shortNames: ['cm'] }),
  core('Event', 'events', { shortNames: ['ev'] }),
  core('Namespace', 'namespaces', {
    shortNames: ['ns'],
    namespaced: false,
    statusSubresource: true,
  }),
  core('Node', 'nodes', {
    shortNames: ['no'],
    namespaced: false,
    statusSubresource: true,
  }),
  core('Pod', 'pods', {
    shortNames: ['po'],
    categories: ['all'],
    statusSubresource: true,
    hasGeneration: true,
  }),
  core('ResourceQuota', 'resourcequotas', {
    shortNames: ['quota'],
    statusSubresource: true,
  }),
  core('LimitRange', 'limitranges', { shortNames: ['limits'] }),
  core('Secret', 'secrets'),
  core('ServiceAccount', 'serviceaccounts', { shortNames: ['sa'] }),
  core('Service', 'services', {
    shortNames: ['svc'],
    categories: ['all'],
    statusSubresource: true,
  }),
  apps('Deployment', 'deployments', { shortNames: ['deploy'] }),
  apps('ReplicaSet', 'replicasets', { shortNames: ['rs'] }),
  resource('batch', 'v1')('Job', 'jobs', {
    categories: ['all'],
    statusSubresource: true,
    hasGeneration: true,
  }),
  resource('autoscaling', 'v2')(
    'HorizontalPodAutoscaler',
    'horizontalpodautoscalers',
    { shortNames: ['hpa'], categories: ['all'], statusSubresource: true },
  ),
  resource('policy', 'v1')('PodDisruptionBudget', 'poddisruptionbudgets', {
    shortNames: ['pdb'],
    statusSubresource: true,
    hasGeneration: true,
  }),
  networking('Ingress', 'ingresses', {
    shortNames: ['ing'],
    statusSubresource: true,
  }),
  networking('NetworkPolicy', 'networkpolicies', { shortNames: ['netpol'] }),
  rbac('Role', 'roles'),
  rbac('RoleBinding', 'rolebindings'),
  resource('apiextensions.k8s.io', 'v1')(
    'CustomResourceDefinition',
    'customresourcedefinitions',
    {
      shortNames: ['crd', 'crds'],
      namespaced: false,
      statusSubresource: true,
      hasGeneration: true,
    },
  ),
  argo('Application', 'applications', { shortNames: ['app', 'apps'] }),
  argo('ApplicationSet', 'applicationsets', {
    shortNames: ['appset', 'appsets'],
    statusSubresource: true,
  }),
  argo('AppProject', 'appprojects', { shortNames: ['appproj', 'appprojs'] }),
  argo('Rollout', 'rollouts', {
    shortNames: ['ro'],
    statusSubresource: true,
    scaleSubresource: true,
  }),
  argo('AnalysisRun', 'analysisruns', { shortNames: ['ar'] }),
  argo('AnalysisTemplate', 'analysistemplates', { shortNames: ['at'] }),
  argo('ClusterAnalysisTemplate', 'clusteranalysistemplates', {
    shortNames: ['cat'],
    namespaced: false,
  }),
  argo('Experiment', 'experiments', { shortNames: ['exp'] }),
];

const byKind = new Map(
  servedResources.map(kind => [`${apiVersionOf(kind)}/${kind.kind}`, kind]),
);
const byPlural = new Map(
  servedResources.map(kind => [`${apiVersionOf(kind)}/${kind.plural}`, kind]),
);

export function findKind(
  apiVersion: string,
  kind: string,
): ResourceKind | undefined {
  return byKind.get(`${apiVersion}/${kind}`);
}

export function findResource(
  apiVersion: string,
  plural: string,
): ResourceKind | undefined {
  return byPlural.get(`${apiVersion}/${plural}`);
}
