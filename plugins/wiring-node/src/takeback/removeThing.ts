import { NotFoundError } from '@backstage/errors';
import { findObject } from '../cluster';
import { Forge, forgeOf, ForgeRepository } from '../forge';
import { RunContext, Thing } from '../run';
import { detachPullSecret } from '../wiring/pullSecret';
import { credentialsNamed } from './credentialsNamed';
import { removeProposal } from './findProposal';
import { askToLeave } from './removeApplications';
import { resourceKindOf } from './resourceKindOf';
import { TakeBackDeps, TakeBackScope } from './TakeBackDeps';

/** Removes one thing, and is content when it is not there. */
export async function removeThing(
  run: RunContext,
  deps: TakeBackDeps,
  scope: TakeBackScope,
  thing: Thing,
): Promise<void> {
  switch (thing.kind) {
    case 'object':
      await removeObject(run, deps, thing);
      return;
    case 'webhook':
      await inRepository(run, deps, thing, async (forge, repository) => {
        const hooks = await forge.hooks.list(repository);
        for (const { id } of hooks.filter(({ url }) => url === thing.url)) {
          await forge.hooks.remove(repository, id);
        }
      });
      return;
    case 'ci-variable':
      await inRepository(run, deps, thing, (forge, repository) =>
        forge.variables.remove(repository, thing.key, thing.environmentScope),
      );
      return;
    case 'credential':
      await inRepository(run, deps, thing, async (forge, repository) => {
        const held = await credentialsNamed(forge, repository, thing.name);
        for (const { use, id } of held) {
          await forge.credentials.revoke(repository, use, id);
        }
      });
      return;
    case 'merge-request':
      await inRepository(run, deps, thing, (forge, repository) =>
        removeProposal(forge, repository, thing.branch),
      );
      return;
    case 'protection':
      await inRepository(run, deps, thing, (forge, repository) =>
        forge.protection.remove(repository, thing.branch),
      );
      return;
    case 'environment':
      await inRepository(run, deps, thing, (forge, repository) =>
        forge.environments.remove(repository, thing.name),
      );
      return;
    case 'runner':
      await inRepository(run, deps, thing, async (forge, repository) => {
        for (const { id } of await forge.runners.named(
          repository,
          thing.name,
        )) {
          await forge.runners.remove(repository, id);
        }
      });
      return;
    case 'content':
      // Goes with its repository.
      return;
    case 'repository':
      await inRepository(run, deps, thing, async (forge, repository) => {
        if ((await forge.repositories.remove(repository)) === 'marked') {
          run.logger.info(
            `${forge.title} has marked ${thing.path} for deletion; it goes by itself`,
          );
        }
      });
      return;
    case 'catalog-location':
      await deps.catalog.forget(thing.url, scope.entityRef);
      return;
    default:
      throw new TypeError(`Not a thing: ${thing satisfies never}`);
  }
}

async function removeObject(
  run: RunContext,
  deps: TakeBackDeps,
  thing: Extract<Thing, { kind: 'object' }>,
): Promise<void> {
  const client = deps.clusters.get(thing.cluster);
  if (thing.objectKind === 'Application') {
    await askToLeave(run, client, thing);
    return;
  }
  const { signal } = run;
  const resource = resourceKindOf(thing);
  const found = await findObject(client, resource, thing, signal);
  if (!found || found.metadata.deletionTimestamp) {
    return;
  }
  if (thing.objectKind === 'Secret') {
    await detachPullSecret(run, client, found);
  }
  try {
    await client.delete(
      { resource, namespace: thing.namespace, name: thing.name },
      {
        uid: found.metadata.uid,
        // Each of its Applications is judged, and takes its workloads along, by itself.
        orphan: thing.objectKind === 'ApplicationSet',
        signal,
      },
    );
  } catch (error) {
    if (!(error instanceof NotFoundError)) {
      throw error;
    }
  }
}

async function inRepository(
  run: RunContext,
  deps: TakeBackDeps,
  thing: Extract<Thing, { path: string }>,
  remove: (forge: Forge, repository: ForgeRepository) => Promise<void>,
): Promise<void> {
  const { host, path } = thing;
  const forge = deps.forgeOf?.(host, run) ?? forgeOf(deps, host, run);
  const repository = await forge.repositories.find(path);
  // Nothing in an archived one can be changed: it goes with it.
  const goesWithIt = repository?.archived && thing.kind !== 'repository';
  if (repository && !repository.leaving && !goesWithIt) {
    await remove(forge, repository);
  }
}
