import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { ClusterClient, KubernetesObject } from '@slipway/plugin-delivery-node';
import { findObject } from '../cluster';
import { Clock, poll, RunContext, Thing } from '../run';
import { resourceKindOf } from './resourceKindOf';

type ObjectThing = Extract<Thing, { kind: 'object' }>;

const finalizer = 'resources-finalizer.argocd.argoproj.io';

/** Pods may take half a minute to end, each wave of them after the other. */
const timeoutSeconds = 300;

/**
 * Has Argo CD take an Application down with all that it has deployed. Without its finalizer the
 * workloads would stay.
 */
export async function askToLeave(
  run: RunContext,
  client: ClusterClient,
  thing: ObjectThing,
): Promise<void> {
  const { signal } = run;
  const resource = resourceKindOf(thing);
  const ref = { resource, namespace: thing.namespace, name: thing.name };
  const found = await findObject(client, resource, thing, signal);
  if (!found || found.metadata.deletionTimestamp) {
    return;
  }
  const { finalizers = [], uid } = found.metadata;
  try {
    if (!finalizers.some(one => one.startsWith(finalizer))) {
      await client.mergePatch(
        ref,
        { metadata: { finalizers: [...finalizers, finalizer] } },
        { signal },
      );
    }
    await client.delete(ref, { uid, signal });
    if (found.operation) {
      // Argo CD would first go on with it, for minutes where it fails.
      await client.mergePatch(ref, { operation: null }, { signal });
    }
  } catch (error) {
    if (!(error instanceof NotFoundError)) {
      throw error;
    }
  }
}

/** Waits until an Application, or a namespace, is gone, and with it all that it held. */
export async function waitUntilGone(
  run: RunContext,
  clock: Clock,
  client: ClusterClient,
  thing: ObjectThing,
): Promise<void> {
  const { signal, logger } = run;
  const resource = resourceKindOf(thing);
  await poll<void>({
    look: async () => {
      const found = await findObject(client, resource, thing, signal);
      return found
        ? { kind: 'waiting', words: describe(found) }
        : { kind: 'done', value: undefined };
    },
    clock,
    signal,
    timeoutSeconds,
    say: words => logger.info(words),
    onTimeout: words =>
      new ServiceUnavailableError(
        `The ${thing.objectKind} ${thing.name} on ${client.name} is not gone after ${timeoutSeconds} s: ` +
          `${words}; ${
            thing.objectKind === 'Application'
              ? 'see whether the controller of Argo CD runs and reaches the cluster'
              : 'see what holds it there'
          }, then take back again`,
      ),
  });
}

/** Argo CD and Kubernetes both say in a condition what keeps something from going. */
function describe({ kind, metadata, status }: KubernetesObject): string {
  const { conditions = [] } = (status ?? {}) as {
    conditions?: Array<{ type: string; status?: string; message?: string }>;
  };
  const trouble = conditions.find(
    ({ type, status: is }) =>
      type === 'DeletionError' ||
      (type.startsWith('Namespace') && is === 'True'),
  );
  return trouble?.message
    ? `${kind} ${metadata.name}: ${trouble.message}`
    : `${kind} ${metadata.name} is on its way out`;
}
