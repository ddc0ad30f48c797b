import type { StoredObject } from '../../world/seams.ts';

/**
 * What admission adds to a new pod for its service account: the mounted token and, when the pod
 * names none itself, the account's pull secrets. Changes the pod.
 */
export function admitPod(
  pod: StoredObject,
  serviceAccount: StoredObject,
  suffix: string,
): void {
  if (
    !pod.spec.imagePullSecrets?.length &&
    serviceAccount.imagePullSecrets?.length
  ) {
    pod.spec.imagePullSecrets = structuredClone(
      serviceAccount.imagePullSecrets,
    );
  }
  if (pod.spec.automountServiceAccountToken === false) {
    return;
  }
  const name = `kube-api-access-${suffix}`;
  pod.spec.volumes = [
    ...(pod.spec.volumes ?? []),
    {
      name,
      projected: {
        sources: [
          { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
          {
            configMap: {
              name: 'kube-root-ca.crt',
              items: [{ key: 'ca.crt', path: 'ca.crt' }],
            },
          },
          {
            downwardAPI: {
              items: [
                {
                  path: 'namespace',
                  fieldRef: {
                    apiVersion: 'v1',
                    fieldPath: 'metadata.namespace',
                  },
                },
              ],
            },
          },
        ],
        defaultMode: 420,
      },
    },
  ];
  for (const container of [
    ...(pod.spec.containers ?? []),
    ...(pod.spec.initContainers ?? []),
  ]) {
    container.volumeMounts = [
      ...(container.volumeMounts ?? []),
      {
        name,
        readOnly: true,
        mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
      },
    ];
  }
}
