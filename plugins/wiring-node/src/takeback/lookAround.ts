import { toError } from '@backstage/errors';
import { findObject } from '../cluster';
import { Forge, forgeOf, ForgeRepository } from '../forge';
import {
  environmentFingerprint,
  hookFingerprint,
  LedgerEntry,
  objectFingerprint,
  rulesFingerprint,
  variableFingerprint,
} from '../ledger';
import { Thing, thingKey } from '../run';
import { credentialsNamed } from './credentialsNamed';
import { findCommits } from './findCommits';
import { findOccupants } from './findOccupants';
import { findProposal } from './findProposal';
import { resourceKindOf } from './resourceKindOf';
import { TakeBackDeps, TakeBackScope } from './TakeBackDeps';
import { Finding, Sight } from './TakeBackPlan';

type ThingOf<K extends Thing['kind']> = Extract<Thing, { kind: K }>;

const gone: Sight = { kind: 'gone' };

/**
 * One look around; each repository is asked for once.
 *
 * @public
 */
export class Surroundings {
  readonly #run: { signal?: AbortSignal };
  readonly #deps: TakeBackDeps;
  readonly #scope: TakeBackScope;
  readonly #entries: readonly LedgerEntry[];
  readonly #repositories = new Map<
    string,
    Promise<ForgeRepository | undefined>
  >();

  constructor(
    run: { signal?: AbortSignal },
    deps: TakeBackDeps,
    scope: TakeBackScope,
    entries: readonly LedgerEntry[],
  ) {
    this.#run = run;
    this.#deps = deps;
    this.#scope = scope;
    this.#entries = entries;
  }

  async at(entry: LedgerEntry): Promise<Sight> {
    try {
      return await this.#at(entry);
    } catch (error) {
      this.#run.signal?.throwIfAborted();
      return { kind: 'unreachable', reason: toError(error).message };
    }
  }

  async #at({ thing, status }: LedgerEntry): Promise<Sight> {
    const isIntended = status === 'intended';
    switch (thing.kind) {
      case 'repository':
        return this.#repositorySight(thing, isIntended);
      case 'content':
        return this.#inRepository(thing, async () => there());
      case 'ci-variable':
        return this.#inRepository(thing, async (forge, repository) => {
          const { key, environmentScope } = thing;
          const found = await forge.variables.find(
            repository,
            key,
            environmentScope,
          );
          return found && there([], variableFingerprint(found));
        });
      case 'credential':
        return this.#inRepository(thing, async (forge, repository) => {
          const held = await credentialsNamed(forge, repository, thing.name);
          return held.length > 0 ? there() : undefined;
        });
      case 'webhook':
        return this.#inRepository(thing, async (forge, repository) => {
          const hooks = await forge.hooks.list(repository);
          const found = hooks.find(({ url }) => url === thing.url);
          return found && there([], hookFingerprint(found));
        });
      case 'merge-request':
        return this.#inRepository(thing, async (forge, repository) => {
          const findings = await findProposal(forge, repository, thing.branch);
          return findings && there(findings);
        });
      case 'protection':
        return this.#inRepository(thing, async (forge, repository) => {
          const { rules } = await forge.protection.find(
            repository,
            thing.branch,
          );
          return rules && there([], rulesFingerprint(rules));
        });
      case 'environment':
        return this.#inRepository(thing, async (forge, repository) => {
          const found = await forge.environments.find(repository, thing.name);
          return found && there([], environmentFingerprint(found));
        });
      case 'runner':
        return this.#inRepository(thing, async (forge, repository) => {
          const found = await forge.runners.named(repository, thing.name);
          return found.length > 0 ? there() : undefined;
        });
      case 'object':
        return this.#objectSight(thing, isIntended);
      case 'catalog-location':
        return (await this.#deps.catalog.hasLocation(thing.url))
          ? there()
          : gone;
      default:
        throw new TypeError(`Not a thing: ${thing satisfies never}`);
    }
  }

  /** Of what was only meant to be made, another one may have been made by others meanwhile. */
  async #repositorySight(
    thing: ThingOf<'repository'>,
    isIntended: boolean,
  ): Promise<Sight> {
    const { host, path } = thing;
    return this.#inRepository(thing, async (forge, repository) => {
      const isOurs = repository.empty || repository.topics.includes('slipway');
      const findings: Finding[] = [
        ...(isIntended && !isOurs ? [{ kind: 'replaced' as const }] : []),
        ...(repository.path.toLowerCase() === path.toLowerCase()
          ? []
          : [{ kind: 'moved' as const, to: repository.path }]),
        ...(repository.archived ? [{ kind: 'archived' as const }] : []),
      ];
      const content = this.#entries.find(
        ({ thing: one }) =>
          one.kind === 'content' && one.host === host && one.path === path,
      );
      const count = await findCommits(forge, repository, content?.fingerprint);
      return there([
        ...findings,
        ...(count > 0 ? [{ kind: 'commits' as const, count }] : []),
      ]);
    });
  }

  async #objectSight(
    thing: ThingOf<'object'>,
    isIntended: boolean,
  ): Promise<Sight> {
    const { signal } = this.#run;
    const client = this.#deps.clusters.get(thing.cluster);
    const found = await findObject(
      client,
      resourceKindOf(thing),
      thing,
      signal,
    );
    if (!found) {
      return gone;
    }
    const { labels } = found.metadata;
    if (isIntended && labels?.['app.kubernetes.io/managed-by'] !== 'slipway') {
      return there([{ kind: 'replaced' }]);
    }
    const occupants = await this.occupantsOf(thing);
    return there(
      occupants.length > 0 ? [{ kind: 'occupied', by: occupants }] : [],
      objectFingerprint(found),
    );
  }

  /** The things of others that live in this one, or by it. */
  async occupantsOf(thing: Thing): Promise<string[]> {
    if (thing.kind !== 'object') {
      return [];
    }
    const { signal } = this.#run;
    const client = this.#deps.clusters.get(thing.cluster);
    const applications = this.#entries.flatMap(({ thing: one }) =>
      one.kind === 'object' && one.objectKind === 'Application'
        ? [one.name]
        : [],
    );
    switch (thing.objectKind) {
      case 'Namespace':
        return findOccupants(
          client,
          {
            namespace: thing.name,
            service: this.#scope.service,
            applications,
          },
          signal,
        );
      case 'AppProject': {
        const resource = resourceKindOf({
          ...thing,
          objectKind: 'Application',
        });
        const { namespace } = thing;
        const all = await client.list(resource, { namespace, signal });
        return all
          .filter(
            ({ spec, metadata }) =>
              (spec as { project?: string } | undefined)?.project ===
                thing.name && !applications.includes(metadata.name),
          )
          .map(({ metadata }) => `Application ${metadata.name}`)
          .slice(0, 5);
      }
      default:
        return [];
    }
  }

  async #inRepository(
    { host, path }: { host: string; path: string },
    look: (
      forge: Forge,
      repository: ForgeRepository,
    ) => Promise<Sight | undefined>,
  ): Promise<Sight> {
    const forge = (this.#deps.forgeOf ?? forgeOf.bind(null, this.#deps))(
      host,
      this.#run,
    );
    const key = `${host} ${path}`;
    const asked = this.#repositories.get(key) ?? forge.repositories.find(path);
    this.#repositories.set(key, asked);
    const repository = await asked;
    return repository && !repository.leaving
      ? (await look(forge, repository)) ?? gone
      : gone;
  }
}

/**
 * Looks at everything in the ledger. What cannot be looked at is said to be so, and stays.
 *
 * @public
 */
export async function lookAround(
  run: { signal?: AbortSignal },
  deps: TakeBackDeps,
  scope: TakeBackScope,
  entries: readonly LedgerEntry[],
): Promise<Map<string, Sight>> {
  const look = new Surroundings(run, deps, scope, entries);
  const sights = new Map<string, Sight>();
  for (const entry of entries) {
    sights.set(thingKey(entry.thing), await look.at(entry));
  }
  return sights;
}

function there(findings: Finding[] = [], fingerprint?: string): Sight {
  return {
    kind: 'there',
    findings,
    ...(fingerprint !== undefined && { fingerprint }),
  };
}
