import { Manifest, serviceLabels } from './manifest';

/**
 * The namespace of one environment of a service.
 *
 * @public
 */
export function namespaceManifest(options: {
  name: string;
  service: string;
  environment: string;
}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: options.name,
      labels: serviceLabels(options.service, options.environment),
    },
  };
}

/**
 * What a namespace may use in all.
 *
 * @public
 */
export function resourceQuotaManifest(options: {
  name: string;
  namespace: string;
  service: string;
  environment: string;
  /** Such as `requests.cpu: "2"`. */
  hard: Record<string, string>;
}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: {
      name: options.name,
      namespace: options.namespace,
      labels: serviceLabels(options.service, options.environment),
    },
    spec: { hard: options.hard },
  };
}
