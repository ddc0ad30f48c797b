/**
 * A Kubernetes object on its way in.
 *
 * @public
 */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
  };
  [key: string]: unknown;
}

/**
 * The labels on everything that Slipway makes for a service.
 *
 * @public
 */
export function serviceLabels(
  service: string,
  environment?: string,
): Record<string, string> {
  return {
    'app.kubernetes.io/managed-by': 'slipway',
    'backstage.io/kubernetes-id': service,
    ...(environment && { 'slipway.dev/environment': environment }),
  };
}
