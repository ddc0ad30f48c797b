import { KubernetesObject } from '@slipway/plugin-delivery-node';
import { Manifest, serviceLabels } from '@slipway/plugin-gitops-common';

/** Of which runner a Secret holds the token. */
const runnerId = 'slipway.io/runner-id';

/** As the Helm chart of GitLab Runner takes it (`runners.secret`). */
export function runnerSecretManifest(options: {
  name: string;
  namespace: string;
  service: string;
  runner: { id: string; token: string };
}): Manifest {
  const { name, namespace, service, runner } = options;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace,
      labels: serviceLabels(service),
      annotations: { [runnerId]: runner.id },
    },
    type: 'Opaque',
    data: {
      // The chart wants the key of the old kind of token beside it, empty.
      'runner-registration-token': '',
      'runner-token': Buffer.from(runner.token, 'utf8').toString('base64'),
    },
  };
}

/** The id of the runner whose token a Secret holds. */
export function runnerOfSecret(
  secret: KubernetesObject | undefined,
): string | undefined {
  const { data } = (secret ?? {}) as { data?: Record<string, string> };
  return data?.['runner-token']
    ? secret?.metadata.annotations?.[runnerId]
    : undefined;
}
