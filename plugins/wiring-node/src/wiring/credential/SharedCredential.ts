import {
  ConflictError,
  NotAllowedError,
  NotImplementedError,
} from '@backstage/errors';
import { credentialDiff } from '../../diff';
import {
  CredentialUse,
  CredentialValue,
  Forge,
  ForgeRepository,
  HeldCredential,
  NewCredential,
} from '../../forge';
import { Outcome, reconcile, RunContext } from '../../run';
import { identityOf } from './identityOf';
import { planCredential, unusedCredentials } from './planCredential';

/** @public */
export interface SharedCredentialOptions {
  repository: ForgeRepository | undefined;
  path: string;
  use: CredentialUse;
  /** Its deterministic name. */
  name: string;
  /** What it is called in the log. */
  what: string;
  /** Tries it where it will be used. */
  works: (credential: CredentialValue) => Promise<boolean>;
  /** What to say when it is refused there. */
  refusal: string;
}

/**
 * The credential that Secrets of several places share. It is minted, and known to the ledger, before
 * the first of them is written, and what nothing uses is revoked after the last.
 *
 * @public
 */
export class SharedCredential {
  readonly #forge: Forge;
  readonly #options: SharedCredentialOptions;
  #held: HeldCredential[] = [];
  #minted?: NewCredential;

  constructor(forge: Forge, options: SharedCredentialOptions) {
    this.#forge = forge;
    this.#options = options;
  }

  /** The new one; undefined when none was needed. */
  get minted(): CredentialValue | undefined {
    return this.#minted;
  }

  async ensure(
    run: RunContext,
    {
      needed,
      replaces,
      rotate,
    }: { needed: boolean; replaces: boolean; rotate?: boolean },
  ): Promise<Outcome> {
    const { repository, path, use, name, what } = this.#options;
    const { credentials, host } = this.#forge;
    const unavailable = credentials.unavailable(use);
    if (unavailable && needed) {
      throw new NotImplementedError(unavailable);
    }
    this.#held =
      repository && !unavailable
        ? (await credentials.list(repository, use)).filter(
            one => one.name === name,
          )
        : [];
    return reconcile(
      run,
      {
        what,
        name: `${name} of ${path}`,
        thing: { kind: 'credential', host, path, name },
        diff: () =>
          credentialDiff(
            // Nothing uses what there is, or none would be needed.
            this.#held.filter(({ active }) => active),
            { name, kind: credentials.kindOf(use) },
          ),
      },
      planCredential({ held: this.#held, needed, replaces, rotate }),
      async () => {
        if (repository) {
          this.#minted = await this.#mint(repository);
        }
      },
    );
  }

  /**
   * Throws, before anything is revoked, unless a place that was just written holds the new one, and
   * it works as it stands there. Content where none was minted.
   */
  async assertInPlace(
    place: string,
    read: () => Promise<CredentialValue | undefined>,
  ): Promise<void> {
    if (!this.#minted) {
      return;
    }
    const { name, works } = this.#options;
    const value = await read();
    if (
      value === undefined ||
      identityOf(value) !== identityOf(this.#minted) ||
      !(await works(value))
    ) {
      throw new ConflictError(
        `${place} does not hold the new ${
          this.#minted.title
        } ${name}, though it was just written: ` +
          'somebody else writes it too. Nothing was revoked; find out who, and do it again',
      );
    }
  }

  /** Takes back those that nothing uses, such as those of a launch that broke off. */
  async tidy(
    run: RunContext,
    inUse: ReadonlyArray<CredentialValue | undefined>,
  ): Promise<void> {
    const { repository, use, name } = this.#options;
    if (!repository || run.isDryRun) {
      return;
    }
    const used = inUse.map(value => value && identityOf(value));
    for (const { id, title } of unusedCredentials(this.#held, used)) {
      await this.#forge.credentials.revoke(repository, use, id);
      run.logger.info(`revoked    ${title} ${name} #${id}, which nothing used`);
    }
  }

  async #mint(repository: ForgeRepository): Promise<NewCredential> {
    const { use, name, works, refusal } = this.#options;
    const minted = await this.#forge.credentials.mint(repository, use, {
      name,
    });
    if (!(await works(minted))) {
      await this.#forge.credentials.revoke(repository, use, minted.id);
      throw new NotAllowedError(
        `The new ${minted.title} ${name} does not work: ${refusal}`,
      );
    }
    return minted;
  }
}
