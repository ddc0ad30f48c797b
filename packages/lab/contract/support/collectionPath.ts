import type { NewObject } from '../../../sandbox/src/world/seams.ts';

const plurals: Record<string, string> = {
  AnalysisTemplate: 'analysistemplates',
  Application: 'applications',
  AppProject: 'appprojects',
  ConfigMap: 'configmaps',
  Deployment: 'deployments',
  Rollout: 'rollouts',
  Secret: 'secrets',
  Service: 'services',
};

/** The path of an object's list. */
export function collectionPath({ apiVersion, kind, metadata }: NewObject) {
  const root = apiVersion.includes('/') ? 'apis' : 'api';
  return `/${root}/${apiVersion}/namespaces/${metadata.namespace}/${plurals[kind]}`;
}
