import { InputError } from '@backstage/errors';
import {
  ClusterClient,
  KubernetesObject,
  resourceKinds,
} from '@slipway/plugin-delivery-node';
import { findObject } from '../../cluster';
import { objectDiff } from '../../diff';
import { objectFingerprint } from '../../ledger';
import { Outcome, poll, reconcile, RunContext, WiringDeps } from '../../run';

/**
 * On a pull Secret: the ServiceAccount whose pods it has been given to.
 *
 * @public
 */
export const attachedTo = 'slipway.dev/attached-to';

/** Kubernetes makes the account `default` a moment after its namespace. */
const timeoutSeconds = 30;

interface Attachment {
  namespace: string;
  serviceAccount: string;
  secret: string;
}

/**
 * Gives a pull Secret to the pods of a ServiceAccount. The list in it is one value to server-side
 * apply, so that applying ours would take away those of others: it is read, and written with ours
 * added, unless somebody has changed it meanwhile.
 *
 * @public
 */
export async function attachPullSecret(
  run: RunContext,
  { clock }: Pick<WiringDeps, 'clock'>,
  client: ClusterClient,
  place: Attachment,
): Promise<Outcome> {
  const { namespace, serviceAccount, secret } = place;
  const current = await findAccount(run, client, place);
  return reconcile(
    run,
    {
      what: 'pull secret of service account',
      name: `${namespace}/${serviceAccount} on ${client.name}`,
      thing: {
        kind: 'object',
        cluster: client.name,
        apiVersion: 'v1',
        objectKind: 'ServiceAccount',
        namespace,
        name: serviceAccount,
      },
      fingerprint: current && objectFingerprint(current),
      diff: () =>
        objectDiff(current, {
          imagePullSecrets: [
            ...(current ? secretsOf(current) : []),
            secret,
          ].map(one => ({ name: one })),
        }),
    },
    current && secretsOf(current).includes(secret)
      ? { kind: 'unchanged' }
      : { kind: 'update', why: 'imagePullSecrets', adopts: true },
    async () => {
      const account = await poll({
        look: async () => {
          const found = await findAccount(run, client, place);
          return found
            ? { kind: 'done' as const, value: found }
            : {
                kind: 'waiting' as const,
                words: `waiting for the ServiceAccount ${namespace}/${serviceAccount}`,
              };
        },
        clock,
        signal: run.signal,
        timeoutSeconds,
        everySeconds: 1,
        say: words => run.logger.info(words),
        onTimeout: () =>
          new InputError(
            `There is no ServiceAccount ${serviceAccount} in the namespace ${namespace} of ${client.name}; ` +
              `attach the pull secret to default, or name ${secret} under imagePullSecrets in the manifests that bring the account`,
          ),
      });
      await writeSecrets(client, account, [...secretsOf(account), secret], run);
      return undefined;
    },
  );
}

/**
 * Takes a pull Secret from the ServiceAccount that it was given to; those of others stay.
 *
 * @public
 */
export async function detachPullSecret(
  run: { signal?: AbortSignal },
  client: ClusterClient,
  secret: KubernetesObject,
): Promise<void> {
  const { name, namespace = '', annotations } = secret.metadata;
  const serviceAccount = annotations?.[attachedTo];
  if (!serviceAccount) {
    return;
  }
  const place = { namespace, serviceAccount, secret: name };
  const account = await findAccount(run, client, place);
  const names = account ? secretsOf(account) : [];
  if (account && names.includes(name)) {
    const others = names.filter(one => one !== name);
    await writeSecrets(client, account, others, run);
  }
}

function findAccount(
  run: { signal?: AbortSignal },
  client: ClusterClient,
  { namespace, serviceAccount }: Attachment,
): Promise<KubernetesObject | undefined> {
  return findObject(
    client,
    resourceKinds.serviceAccount,
    { namespace, name: serviceAccount },
    run.signal,
  );
}

function secretsOf({ imagePullSecrets }: KubernetesObject): string[] {
  const list = (imagePullSecrets ?? []) as Array<{ name?: string }>;
  return list.flatMap(({ name }) => name ?? []);
}

async function writeSecrets(
  client: ClusterClient,
  { metadata }: KubernetesObject,
  names: string[],
  { signal }: { signal?: AbortSignal },
): Promise<void> {
  const { name, namespace, resourceVersion } = metadata;
  await client.mergePatch(
    { resource: resourceKinds.serviceAccount, namespace, name },
    {
      metadata: { ...(resourceVersion && { resourceVersion }) },
      imagePullSecrets: names.map(one => ({ name: one })),
    },
    { signal },
  );
}
