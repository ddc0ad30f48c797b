import { NotFoundError } from '@backstage/errors';
import {
  ClusterClient,
  KubernetesObject,
  ResourceKind,
} from '@slipway/plugin-delivery-node';
import { Manifest } from '@slipway/plugin-gitops-common';
import { objectDiff } from '../diff';
import { objectFingerprint } from '../ledger';
import { Outcome, reconcile, RunContext } from '../run';
import { planObject } from './planObject';

/**
 * An object; undefined when it, or its namespace, is not there.
 *
 * @public
 */
export async function findObject(
  client: ClusterClient,
  resource: ResourceKind,
  ref: { namespace?: string; name: string },
  signal?: AbortSignal,
): Promise<KubernetesObject | undefined> {
  try {
    return await client.get({ resource, ...ref }, { signal });
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Brings one object into its wanted state.
 *
 * @public
 */
export async function ensureObject(
  ctx: RunContext,
  client: ClusterClient,
  resource: ResourceKind,
  manifest: Manifest,
  options: { what: string; removed?: string[][]; adopt?: boolean },
): Promise<Outcome> {
  const { name, namespace } = manifest.metadata;
  const current = await findObject(
    client,
    resource,
    { name, namespace },
    ctx.signal,
  );
  const place = namespace ? `${namespace}/${name}` : name;
  return reconcile(
    ctx,
    {
      what: options.what,
      name: `${place} on ${client.name}`,
      thing: {
        kind: 'object',
        cluster: client.name,
        apiVersion: manifest.apiVersion,
        objectKind: manifest.kind,
        namespace,
        name,
      },
      fingerprint: current && objectFingerprint(current),
      diff: () => objectDiff(current, manifest, options),
    },
    planObject(current, manifest, options),
    () => applyObject(client, resource, manifest, ctx.signal),
  );
}

/**
 * Slipway owns what it writes: the plan has refused what belongs to others. Gives the fingerprint of
 * what was written.
 *
 * @public
 */
export async function applyObject(
  client: ClusterClient,
  resource: ResourceKind,
  manifest: Manifest,
  signal?: AbortSignal,
): Promise<string> {
  const written = await client.apply(manifest as KubernetesObject, resource, {
    force: true,
    signal,
  });
  return objectFingerprint(written);
}
