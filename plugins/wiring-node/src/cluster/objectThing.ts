import { ClusterClient, KubernetesObject } from '@slipway/plugin-delivery-node';
import { Manifest } from '@slipway/plugin-gitops-common';
import { objectFingerprint } from '../ledger';
import { Thing } from '../run';

/**
 * How an object is named, and how it is told apart from what others have made of it.
 *
 * @public
 */
export function objectThing(
  client: ClusterClient,
  manifest: Manifest,
  current: KubernetesObject | undefined,
): { thing: Thing; fingerprint?: string } {
  const { name, namespace } = manifest.metadata;
  return {
    thing: {
      kind: 'object',
      cluster: client.name,
      apiVersion: manifest.apiVersion,
      objectKind: manifest.kind,
      namespace,
      name,
    },
    fingerprint: current && objectFingerprint(current),
  };
}
