import { NotFoundError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import {
  CredentialUse,
  ForgeCredentials,
  HeldCredential,
  NewCredential,
} from '../ForgeCredentials';
import { ForgeRepository } from '../ForgeRepositories';
import {
  listAccessTokens,
  mintAccessToken,
  refusesAccessTokens,
} from './accessTokens';
import { keyIdOf, listWriteKeys, mintWriteKey } from './deployKeys';
import { listDeployTokens, mintDeployToken } from './deployTokens';
import { projectPath } from './projectPath';

/**
 * Deploy tokens to read and to pull. To write, which no deploy token may, a project access token;
 * where there are none, as on GitLab.com without a paid plan, a deploy key.
 */
export class GitlabCredentials implements ForgeCredentials {
  readonly #forge: GitlabTransport;

  constructor(forge: GitlabTransport) {
    this.#forge = forge;
  }

  unavailable(): undefined {
    return undefined;
  }

  kindOf(): 'password' {
    return 'password';
  }

  readUrl({ cloneUrl }: Pick<ForgeRepository, 'cloneUrl'>): string {
    return cloneUrl;
  }

  async list(
    repository: ForgeRepository,
    use: CredentialUse,
  ): Promise<HeldCredential[]> {
    switch (use) {
      case 'write':
        return [
          ...(await this.#accessTokens(repository)),
          ...(await listWriteKeys(this.#forge, repository)),
        ];
      case 'read':
        return listDeployTokens(this.#forge, repository, 'read_repository');
      case 'pull':
        return listDeployTokens(this.#forge, repository, 'read_registry');
      default:
        throw new TypeError(`Not a use: ${use satisfies never}`);
    }
  }

  async mint(
    repository: ForgeRepository,
    use: CredentialUse,
    wanted: { name: string; expiresAt?: string },
  ): Promise<NewCredential> {
    switch (use) {
      case 'write':
        return this.#mintWrite(repository, wanted);
      case 'read':
        return mintDeployToken(this.#forge, repository, {
          ...wanted,
          scope: 'read_repository',
        });
      case 'pull':
        return mintDeployToken(this.#forge, repository, {
          ...wanted,
          scope: 'read_registry',
        });
      default:
        throw new TypeError(`Not a use: ${use satisfies never}`);
    }
  }

  async revoke(
    repository: ForgeRepository,
    use: CredentialUse,
    id: string,
  ): Promise<void> {
    const key = keyIdOf(id);
    const list = use === 'write' ? 'access_tokens' : 'deploy_tokens';
    try {
      await this.#forge.request({
        method: 'DELETE',
        path: `${projectPath(repository)}/${
          key === undefined ? `${list}/${id}` : `deploy_keys/${key}`
        }`,
      });
    } catch (error) {
      // Gone already is what was wanted.
      if (!(error instanceof NotFoundError)) {
        throw error;
      }
    }
  }

  async #accessTokens(repository: ForgeRepository): Promise<HeldCredential[]> {
    try {
      return await listAccessTokens(this.#forge, repository);
    } catch (error) {
      if (refusesAccessTokens(error)) {
        return [];
      }
      throw error;
    }
  }

  async #mintWrite(
    repository: ForgeRepository,
    wanted: { name: string; expiresAt?: string },
  ): Promise<NewCredential> {
    try {
      return await mintAccessToken(this.#forge, repository, wanted);
    } catch (error) {
      if (!refusesAccessTokens(error)) {
        throw error;
      }
      try {
        return await mintWriteKey(this.#forge, repository, wanted);
      } catch (keyError) {
        throw Object.assign(keyError as Error, { cause: error });
      }
    }
  }
}
