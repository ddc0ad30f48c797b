import { ServiceUnavailableError, toError } from '@backstage/errors';
import { KubernetesObject, ResourceKind } from '@slipway/plugin-delivery-node';
import { ServiceNames } from '@slipway/plugin-gitops-common';
import { findObject } from '../cluster';
import {
  CredentialUse,
  Forge,
  forgeOf,
  ForgeHook,
  ForgeRepository,
  ForgeVariable,
  HeldCredential,
} from '../forge';
import { ForgeAccess, forgeAccessOf } from '../forge/access';
import { NotLookedAtError } from './Sighting';
import { WiringHealthDeps } from './WiringInput';
import { WiringTarget } from './wiringTarget';

/** For one thing that is looked at, all its requests together. */
const secondsForLook = 20;
/** So that a look at the whole fleet is no load for anybody. */
const atOnce = 6;

/**
 * One look at the wiring of a service. Each thing is asked for once, however many items need it, and
 * has its own time; nothing is written.
 */
export class WiringLook {
  readonly deps: WiringHealthDeps;
  readonly host: string;
  readonly names: ServiceNames;
  readonly #signal?: AbortSignal;
  readonly #asked = new Map<string, Promise<unknown>>();
  #running = 0;
  readonly #waiting: Array<() => void> = [];

  constructor(
    run: { signal?: AbortSignal },
    { deps, host, names }: WiringTarget<WiringHealthDeps>,
  ) {
    this.#signal = run.signal;
    this.deps = deps;
    this.host = host;
    this.names = names;
  }

  /** What the forge is, without asking it anything. */
  get forge(): Forge {
    return this.#forge();
  }

  repository(path: string): Promise<ForgeRepository | undefined> {
    return this.once(`repository ${path}`, signal =>
      this.#forge(signal).repositories.find(path),
    );
  }

  /** One that is there to be worked in; otherwise that is told of the repository alone. */
  async usable(path: string): Promise<ForgeRepository> {
    const repository = await this.repository(path);
    if (
      !repository ||
      repository.leaving ||
      repository.path.toLowerCase() !== path.toLowerCase()
    ) {
      throw new NotLookedAtError(`the repository ${path}`);
    }
    return repository;
  }

  async credentials(
    path: string,
    use: CredentialUse,
    name: string,
  ): Promise<HeldCredential[]> {
    const repository = await this.usable(path);
    const held = await this.once(`credentials ${path} ${use}`, signal =>
      this.#forge(signal).credentials.list(repository, use),
    );
    return held.filter(one => one.name === name);
  }

  async variable(
    path: string,
    key: string,
    scope = '*',
  ): Promise<ForgeVariable | undefined> {
    const repository = await this.usable(path);
    return this.once(`variable ${path} ${key} ${scope}`, signal =>
      this.#forge(signal).variables.find(repository, key, scope),
    );
  }

  async hooks(path: string): Promise<ForgeHook[]> {
    const repository = await this.usable(path);
    return this.once(`hooks ${path}`, signal =>
      this.#forge(signal).hooks.list(repository),
    );
  }

  access<T>(key: string, ask: (access: ForgeAccess) => Promise<T>): Promise<T> {
    return this.once(`access ${key}`, signal =>
      ask(
        forgeAccessOf(this.deps, this.host, {
          signal,
          owner: this.names.group,
        }),
      ),
    );
  }

  object(
    cluster: string,
    resource: ResourceKind,
    ref: { namespace?: string; name: string },
  ): Promise<KubernetesObject | undefined> {
    const { namespace = '', name } = ref;
    return this.once(
      `object ${cluster} ${resource.plural} ${namespace}/${name}`,
      signal =>
        findObject(this.deps.clusters.get(cluster), resource, ref, signal),
    );
  }

  /** Something that is asked for once; the same key gives the same answer. */
  once<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const asked =
      (this.#asked.get(key) as Promise<T> | undefined) ?? this.#ask(ask);
    this.#asked.set(key, asked);
    return asked;
  }

  async #ask<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    while (this.#running >= atOnce) {
      await new Promise<void>(free => this.#waiting.push(free));
    }
    this.#running += 1;
    const timeout = AbortSignal.timeout(secondsForLook * 1000);
    const signal = this.#signal
      ? AbortSignal.any([this.#signal, timeout])
      : timeout;
    try {
      signal.throwIfAborted();
      return await Promise.race([ask(signal), rejectAtEnd(signal)]);
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw timeout.aborted
        ? new ServiceUnavailableError(
            `There was no answer within ${secondsForLook} seconds`,
          )
        : toError(error);
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  #forge(signal?: AbortSignal): Forge {
    return forgeOf(this.deps, this.host, { signal });
  }
}

/** For a client that does not obey its signal. */
function rejectAtEnd(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    }),
  );
}
