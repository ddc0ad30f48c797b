import { NotAllowedError } from '@backstage/errors';
import { ClusterClient, KubernetesObject } from '@slipway/plugin-delivery-node';
import { Manifest } from '@slipway/plugin-gitops-common';
import { findObject } from '../cluster';
import { Diff, hasDifferences, objectDiff } from '../diff';
import { kindOfManifest } from './kindOfManifest';

/**
 * What Argo CD would do to one object when it syncs.
 *
 * @public
 */
export interface ComparedManifest {
  /** Such as `Deployment payments-dev/payments`. */
  name: string;
  change:
    | 'created'
    | 'updated'
    | 'unchanged'
    /** It is of the Application, and no longer in its manifests. */
    | 'left over'
    /** The portal's credential may not read it. */
    | 'not known';
  diff: Diff;
}

/**
 * Compares rendered manifests with what is in the cluster, in the fields that they have.
 *
 * @public
 */
export async function compareManifests(
  client: ClusterClient,
  options: {
    manifests: Manifest[];
    /** Where those go that name no namespace. */
    namespace: string;
    /** What Argo CD knows to be of the Application. */
    application?: KubernetesObject;
    secrets?: readonly string[];
    signal?: AbortSignal;
  },
): Promise<ComparedManifest[]> {
  const { manifests, application, secrets, signal } = options;
  const compared: ComparedManifest[] = [];
  const wanted = new Set<string>();
  for (const manifest of manifests) {
    const resource = kindOfManifest(manifest);
    const namespace = resource.namespaced
      ? manifest.metadata.namespace ?? options.namespace
      : undefined;
    const name = nameOf(manifest.kind, namespace, manifest.metadata.name);
    wanted.add(name);
    const ref = { namespace, name: manifest.metadata.name };
    const current = await findObject(client, resource, ref, signal).catch(
      error => {
        if (error instanceof NotAllowedError) {
          return 'not known' as const;
        }
        throw error;
      },
    );
    if (current === 'not known') {
      compared.push({ name, change: 'not known', diff: { parts: [] } });
    } else {
      const diff = objectDiff(current, manifest, { secrets });
      const differs = hasDifferences(diff) ? 'updated' : 'unchanged';
      compared.push({ name, change: current ? differs : 'created', diff });
    }
  }
  return [
    ...compared,
    ...resourcesOf(application)
      .filter(name => !wanted.has(name))
      .map(name => ({
        name,
        change: 'left over' as const,
        diff: { parts: [] },
      })),
  ];
}

function resourcesOf(application: KubernetesObject | undefined): string[] {
  const status = application?.status as { resources?: unknown } | undefined;
  const resources = Array.isArray(status?.resources) ? status.resources : [];
  return resources.flatMap(one =>
    typeof one?.kind === 'string' && typeof one.name === 'string' && !one.hook
      ? [nameOf(one.kind, one.namespace, one.name)]
      : [],
  );
}

function nameOf(kind: string, namespace: string | undefined, name: string) {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}
