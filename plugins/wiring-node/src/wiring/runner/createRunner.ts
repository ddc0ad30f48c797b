import { NotFoundError, NotImplementedError } from '@backstage/errors';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import { applyObject, assertOurs, findObject } from '../../cluster';
import { settingsDiff } from '../../diff';
import { Forge, ForgeRepository, ForgeRunner } from '../../forge';
import { objectFingerprint } from '../../ledger';
import { Outcome, Plan, reconcile, RunContext, WiringDeps } from '../../run';
import { planRunner } from './planRunner';
import { runnerOfSecret, runnerSecretManifest } from './runnerSecret';

/**
 * What a new runner is called, and where its token goes.
 *
 * @public
 */
export interface NewRunnerPlace {
  name: string;
  service: string;
  cluster: string;
  /** Must be there. */
  namespace: string;
  secretName: string;
}

/** The runner before its Secret, and what has lost its Secret goes last. */
export async function createRunner(
  run: RunContext,
  deps: WiringDeps,
  options: {
    forge: Forge;
    /** Undefined in a dry run of a first launch. */
    repository: ForgeRepository | undefined;
    path: string;
    own: ForgeRunner[];
    tags: readonly string[];
    place: NewRunnerPlace;
  },
): Promise<Outcome[]> {
  const { forge, repository, path, own, tags, place } = options;
  const { name, service, namespace, secretName } = place;
  if (forge.runners.uncreatable) {
    throw new NotImplementedError(forge.runners.uncreatable);
  }
  const client = deps.clusters.get(place.cluster);
  const { signal } = run;
  const { secret, namespace: namespaces } = resourceKinds;
  if (!(await findObject(client, namespaces, { name: namespace }, signal))) {
    throw new NotFoundError(
      `There is no namespace ${namespace} on ${client.name} for the token of the runner; make it first`,
    );
  }
  const current = await findObject(
    client,
    secret,
    { namespace, name: secretName },
    signal,
  );
  if (current) {
    assertOurs(current, service);
  }
  const held = runnerOfSecret(current);
  let minted: { id: string; token: string } | undefined;
  const runner = await reconcile(
    run,
    {
      what: 'runner',
      name: `${name} of ${path}`,
      thing: { kind: 'runner', host: forge.host, path, name },
      diff: () =>
        settingsDiff(own.length > 0 ? { name } : undefined, { name, tags }),
    },
    planRunner(own, held),
    async () => {
      minted =
        repository && (await forge.runners.create(repository, { name, tags }));
    },
  );
  const stored = await reconcile(
    run,
    {
      what: 'runner token',
      name: `${namespace}/${secretName} on ${client.name}`,
      thing: {
        kind: 'object',
        cluster: client.name,
        apiVersion: 'v1',
        objectKind: 'Secret',
        namespace,
        name: secretName,
      },
      fingerprint: current && objectFingerprint(current),
    },
    planToken(current !== undefined, planRunner(own, held)),
    async () =>
      minted &&
      applyObject(
        client,
        secret,
        runnerSecretManifest({
          name: secretName,
          namespace,
          service,
          runner: minted,
        }),
        signal,
      ),
  );
  if (repository && minted) {
    for (const { id } of own) {
      await forge.runners.remove(repository, id);
      run.logger.info(`removed    runner ${name} #${id}, whose token was lost`);
    }
  }
  return [runner, stored];
}

function planToken(isThere: boolean, runner: Plan): Plan {
  if (runner.kind === 'unchanged') {
    return runner;
  }
  return isThere
    ? { kind: 'update', why: 'the token of a new runner' }
    : { kind: 'create' };
}
