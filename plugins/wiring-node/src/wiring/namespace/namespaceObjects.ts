import {
  Manifest,
  namespaceManifest,
  resourceQuotaManifest,
  ServiceNames,
} from '@slipway/plugin-gitops-common';
import { Place } from '../../cluster';

/**
 * The namespace of an environment and the quota in it, as they are wanted.
 *
 * @public
 */
export function namespaceObjects(
  names: ServiceNames,
  { environment, namespace }: Pick<Place, 'environment' | 'namespace'>,
  hard: Record<string, string>,
): { namespace: Manifest; quota: Manifest } {
  const labels = { service: names.service, environment: environment.name };
  return {
    namespace: namespaceManifest({ name: namespace, ...labels }),
    quota: resourceQuotaManifest({
      name: names.resourceQuota,
      namespace,
      hard,
      ...labels,
    }),
  };
}
