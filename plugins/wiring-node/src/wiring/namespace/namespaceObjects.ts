import {
  ContainerLimits,
  limitRangeManifest,
  Manifest,
  namespaceManifest,
  PodSecurityLevel,
  resourceQuotaManifest,
  ServiceNames,
} from '@slipway/plugin-gitops-common';
import { Place } from '../../cluster';

/**
 * What a template may ask of a namespace beside its quota.
 *
 * @public
 */
export interface NamespaceWishes {
  labels?: Record<string, string>;
  podSecurity?: PodSecurityLevel;
  limits?: ContainerLimits;
}

/**
 * The namespace of an environment and what is in it from the start, as they are wanted.
 *
 * @public
 */
export function namespaceObjects(
  names: ServiceNames,
  { environment, namespace }: Pick<Place, 'environment' | 'namespace'>,
  hard: Record<string, string>,
  wishes: NamespaceWishes = {},
): { namespace: Manifest; quota: Manifest; limits?: Manifest } {
  const labels = { service: names.service, environment: environment.name };
  return {
    namespace: namespaceManifest({
      name: namespace,
      ...labels,
      labels: wishes.labels,
      podSecurity: wishes.podSecurity,
    }),
    quota: resourceQuotaManifest({
      name: names.resourceQuota,
      namespace,
      hard,
      ...labels,
    }),
    ...(wishes.limits && {
      limits: limitRangeManifest({
        name: names.limitRange,
        namespace,
        limits: wishes.limits,
        ...labels,
      }),
    }),
  };
}
