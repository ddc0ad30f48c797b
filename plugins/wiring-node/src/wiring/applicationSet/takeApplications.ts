import { ServiceUnavailableError } from '@backstage/errors';
import {
  ClusterClient,
  KubernetesObject,
  resourceKinds,
} from '@slipway/plugin-delivery-node';
import { Manifest } from '@slipway/plugin-gitops-common';
import { findObject, objectThing, planObject } from '../../cluster';
import { objectFingerprint } from '../../ledger';
import {
  Outcome,
  Plan,
  poll,
  reconcile,
  RunContext,
  WiringDeps,
} from '../../run';

/** The controller answers within a second or two, where it runs. */
const timeoutSeconds = 60;

const removed = [
  ['spec', 'syncPolicy', 'automated'],
  ['spec', 'source', 'helm'],
];

/** An Application that an ApplicationSet is to make, or to take over. */
export interface TakenApplication {
  client: ClusterClient;
  set: string;
  wanted: Manifest;
  current?: KubernetesObject;
  plan: Plan;
}

/** One that is as it should be still has to get its owner. */
export function planTaking(
  current: KubernetesObject | undefined,
  wanted: Manifest,
  set: KubernetesObject | undefined,
): Plan {
  const plan = planObject(current, wanted, { removed });
  return plan.kind === 'unchanged' && !isOwned(current, set?.metadata.uid)
    ? { kind: 'update', why: 'the ApplicationSet takes it over' }
    : plan;
}

function isOwned(
  application: KubernetesObject | undefined,
  uid: string | undefined,
): boolean {
  const { ownerReferences = [] } = application?.metadata ?? {};
  return uid !== undefined && ownerReferences.some(one => one.uid === uid);
}

/** The controller may be quicker than the answer to us, and the portal may die in between. */
export async function announceApplications(
  run: RunContext,
  all: TakenApplication[],
): Promise<void> {
  if (run.isDryRun) {
    return;
  }
  for (const made of all) {
    const { current, plan } = made;
    await run.ledger?.intend({
      ...itemOf(made),
      plan: plan.kind,
      ...(plan.kind === 'unchanged' &&
        current && { fingerprint: objectFingerprint(current) }),
    });
  }
}

function itemOf({ client, wanted, current }: TakenApplication) {
  const { namespace, name } = wanted.metadata;
  return {
    what: 'Application',
    name: `${namespace}/${name} on ${client.name}`,
    ...objectThing(client, wanted, current),
  };
}

export async function awaitApplication(
  run: RunContext,
  { clock }: WiringDeps,
  made: TakenApplication,
): Promise<Outcome> {
  const { client, set, wanted, plan } = made;
  const { name, namespace } = wanted.metadata;
  return reconcile(run, itemOf(made), plan, () =>
    poll({
      look: async () => {
        const [application, owner] = await Promise.all(
          [
            { resource: resourceKinds.application, ref: { namespace, name } },
            {
              resource: resourceKinds.applicationSet,
              ref: { namespace, name: set },
            },
          ].map(({ resource, ref }) =>
            findObject(client, resource, ref, run.signal),
          ),
        );
        return application &&
          isOwned(application, owner?.metadata.uid) &&
          planObject(application, wanted, { removed }).kind === 'unchanged'
          ? { kind: 'done' as const, value: objectFingerprint(application) }
          : {
              kind: 'waiting' as const,
              words: `waiting for the ApplicationSet ${set} to make ${name}${troubleOf(
                owner,
              )}`,
            };
      },
      clock,
      signal: run.signal,
      timeoutSeconds,
      everySeconds: 1,
      say: words => run.logger.info(words),
      onTimeout: words =>
        new ServiceUnavailableError(
          `After ${timeoutSeconds} s still ${words}; see whether Argo CD's ApplicationSet controller ` +
            `runs on ${client.name} and what it says in the status of the ApplicationSet ${namespace}/${set}`,
        ),
    }),
  );
}

/** What the controller says of its own failure. */
function troubleOf(set: KubernetesObject | undefined): string {
  const { conditions = [] } = (set?.status ?? {}) as {
    conditions?: Array<{ type: string; status: string; message?: string }>;
  };
  const error = conditions.find(
    ({ type, status }) => type === 'ErrorOccurred' && status === 'True',
  );
  return error?.message ? ` (it says: ${error.message})` : '';
}
