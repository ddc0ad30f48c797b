import type { NewObject } from '../../../sandbox/src/world/seams.ts';

const plurals: Record<string, string> = {
  AnalysisTemplate: 'analysistemplates',
  Application: 'applications',
  ApplicationSet: 'applicationsets',
  AppProject: 'appprojects',
  ConfigMap: 'configmaps',
  Deployment: 'deployments',
  Namespace: 'namespaces',
  Rollout: 'rollouts',
  Secret: 'secrets',
  Service: 'services',
};

/** The path of an object's list. */
export function collectionPath({ apiVersion, kind, metadata }: NewObject) {
  const root = apiVersion.includes('/') ? 'apis' : 'api';
  const place = metadata.namespace ? `namespaces/${metadata.namespace}/` : '';
  return `/${root}/${apiVersion}/${place}${plurals[kind]}`;
}
