import { KubernetesObject } from '../cluster';

/**
 * A small Rollout.
 *
 * @public
 */
export function exampleRollout(
  name = 'payments',
  namespace = 'payments-dev',
  app = 'payments',
): KubernetesObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name, namespace, labels: { app } },
    spec: { replicas: 2 },
  };
}
