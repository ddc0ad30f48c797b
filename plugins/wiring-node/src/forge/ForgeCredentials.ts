import type { ForgeRepository } from './ForgeRepositories';

/**
 * What a credential is for; each forge has its own least-privileged kind for it.
 *
 * @public
 */
export type CredentialUse =
  /** CI of another repository pushes to this one. */
  | 'write'
  /** Argo CD fetches this one. */
  | 'read'
  /** Nodes pull images of this one. */
  | 'pull';

/**
 * A credential that the forge holds; its value is known to nobody here.
 *
 * @public
 */
export interface HeldCredential {
  id: string;
  name: string;
  /** What the forge calls its kind. */
  title: 'access token' | 'deploy token' | 'deploy key';
  /** Whether it can still be used. */
  active: boolean;
  /** A date, where it has one. */
  expiresAt?: string;
  /** By which the place that uses it can be told to hold this one: a user name or a key's fingerprint. */
  identity?: string;
  scopes: string[];
}

/**
 * What git or a registry takes.
 *
 * @public
 */
export type CredentialValue =
  | { kind: 'password'; username: string; password: string }
  /** As OpenSSH writes it. */
  | { kind: 'ssh-key'; privateKey: string };

/**
 * A credential just minted: the only time that its value is known.
 *
 * @public
 */
export type NewCredential = HeldCredential & CredentialValue;

/** @public */
export interface ForgeCredentials {
  /** Why there is no credential of a use, such as pulling from GHCR; undefined where there is one. */
  unavailable(use: CredentialUse): string | undefined;
  /** What minting gives, as a rule: a forge that has none of the kind gives the other. */
  kindOf(use: CredentialUse): NewCredential['kind'];
  /** By what a repository is fetched with a `read` credential, exactly as Applications name it. */
  readUrl(urls: Pick<ForgeRepository, 'cloneUrl' | 'sshUrl'>): string;
  list(
    repository: ForgeRepository,
    use: CredentialUse,
  ): Promise<HeldCredential[]>;
  mint(
    repository: ForgeRepository,
    use: CredentialUse,
    wanted: { name: string; expiresAt?: string },
  ): Promise<NewCredential>;
  revoke(
    repository: ForgeRepository,
    use: CredentialUse,
    id: string,
  ): Promise<void>;
}
