import { portalSubject } from '../../../sandbox/src/world/portalAccess.ts';
import type { KubeApi } from './KubeApi.ts';

/** The user that the portal is to a lab, as the how-to on connecting a cluster has it. */
export const portalUser = portalSubject.name;

const role = 'slipway-portal';

/** Lets the portal do what it may do on any cluster, and nothing else. */
export async function grantPortalAccess(api: KubeApi): Promise<void> {
  await api.apply({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: role },
    rules: portalSubject.rules.map(({ verbs, groups, resources }) => ({
      verbs,
      apiGroups: groups,
      resources,
    })),
  });
  await api.apply({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: role },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: role,
    },
    subjects: [
      {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'User',
        name: portalUser,
      },
    ],
  });
}
