import { Manifest, serviceLabels } from './manifest';

/**
 * The levels of the pod security standards.
 *
 * @public
 */
export const podSecurityLevels = [
  'privileged',
  'baseline',
  'restricted',
] as const;

/** @public */
export type PodSecurityLevel = (typeof podSecurityLevels)[number];

/**
 * The namespace of one environment of a service.
 *
 * @public
 */
export function namespaceManifest(options: {
  name: string;
  service: string;
  environment: string;
  /** Beside Slipway's own, which win. */
  labels?: Record<string, string>;
  /** What its pods may do; it is enforced, and told to who applies what breaks it. */
  podSecurity?: PodSecurityLevel;
}): Manifest {
  const { podSecurity } = options;
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: options.name,
      labels: {
        ...options.labels,
        ...(podSecurity && {
          'pod-security.kubernetes.io/enforce': podSecurity,
          'pod-security.kubernetes.io/warn': podSecurity,
        }),
        ...serviceLabels(options.service, options.environment),
      },
    },
  };
}

/**
 * What each container of a namespace gets when it asks for nothing, and may have at the most.
 *
 * @public
 */
export interface ContainerLimits {
  /** Limits, such as `memory: 256Mi`. */
  default?: Record<string, string>;
  defaultRequest?: Record<string, string>;
  min?: Record<string, string>;
  max?: Record<string, string>;
}

/** @public */
export function limitRangeManifest(options: {
  name: string;
  namespace: string;
  service: string;
  environment: string;
  limits: ContainerLimits;
}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: {
      name: options.name,
      namespace: options.namespace,
      labels: serviceLabels(options.service, options.environment),
    },
    spec: { limits: [{ type: 'Container', ...options.limits }] },
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
