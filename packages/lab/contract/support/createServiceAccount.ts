import { eventually } from '../../../sandbox/src/kubernetes/contract/helpers.ts';
import type { ContractClient } from '../../../sandbox/src/kubernetes/contract/index.ts';
import type { LabConnection } from './LabConnection.ts';

const rbac = '/apis/rbac.authorization.k8s.io/v1';

/** Makes a service account with a ClusterRole of its own, by real RBAC; its token comes back. */
export async function createServiceAccount(
  lab: LabConnection,
  { namespace, name, rules }: Parameters<ContractClient['serviceAccount']>[0],
): Promise<string> {
  const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  const { metadata: home } = await lab.must(
    'GET',
    `/api/v1/namespaces/${namespace}`,
  );
  const account = await lab.must('POST', accounts, {
    body: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } },
  });
  const metadata = {
    name: `${namespace}-${name}`,
    // They go with the namespace, though they are not in it.
    ownerReferences: [
      { apiVersion: 'v1', kind: 'Namespace', name: namespace, uid: home.uid },
    ],
  };
  await lab.must('POST', `${rbac}/clusterroles`, {
    body: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata,
      rules: rules.map(({ verbs, groups, resources }) => ({
        apiGroups: groups,
        resources,
        verbs,
      })),
    },
  });
  await lab.must('POST', `${rbac}/clusterrolebindings`, {
    body: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: metadata.name,
      },
      subjects: [{ kind: 'ServiceAccount', namespace, name }],
    },
  });
  // The API server learns of a binding a moment after it is written.
  const [{ verbs, groups, resources }] = rules;
  const user = `system:serviceaccount:${namespace}:${account.metadata.name}`;
  await eventually(async () => {
    const { status } = await lab.must(
      'POST',
      '/apis/authorization.k8s.io/v1/subjectaccessreviews',
      {
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SubjectAccessReview',
          spec: {
            user,
            groups: ['system:serviceaccounts'],
            resourceAttributes: {
              verb: verbs[0],
              group: groups[0],
              resource: resources[0],
            },
          },
        },
      },
    );
    if (!status.allowed) {
      throw new Error(`The rights of ${user} are not known yet.`);
    }
  });
  const { status } = await lab.must('POST', `${accounts}/${name}/token`, {
    body: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {},
    },
  });
  return status.token;
}
