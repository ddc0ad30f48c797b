import type { ClusterStore } from '../../world/seams.ts';
import { ARGO_API } from '../model/Application.ts';

export interface GroupKind {
  group: string;
  kind: string;
}

export interface SyncWindow {
  kind: 'allow' | 'deny';
  schedule: string;
  duration: string;
  applications?: string[];
  namespaces?: string[];
  clusters?: string[];
  manualSync?: boolean;
  timeZone?: string;
}

export interface AppProject {
  name: string;
  sourceRepos?: string[];
  destinations?: Array<{ server?: string; name?: string; namespace?: string }>;
  clusterResourceWhitelist?: GroupKind[];
  clusterResourceBlacklist?: GroupKind[];
  namespaceResourceWhitelist?: GroupKind[];
  namespaceResourceBlacklist?: GroupKind[];
  syncWindows?: SyncWindow[];
}

/** What Argo CD's API server would have created. */
const DEFAULT_PROJECT: AppProject = {
  name: 'default',
  sourceRepos: ['*'],
  destinations: [{ server: '*', namespace: '*' }],
  clusterResourceWhitelist: [{ group: '*', kind: '*' }],
};

export function findProject(
  store: ClusterStore,
  namespace: string,
  name: string,
): AppProject | undefined {
  const found = store.get({
    apiVersion: ARGO_API,
    kind: 'AppProject',
    namespace,
    name,
  });
  if (found) {
    return { ...found.spec, name };
  }
  return name === 'default' ? DEFAULT_PROJECT : undefined;
}
