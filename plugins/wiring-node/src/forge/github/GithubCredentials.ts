import { GithubClient } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import {
  CredentialUse,
  ForgeCredentials,
  HeldCredential,
  NewCredential,
} from '../ForgeCredentials';
import { ForgeRepository } from '../ForgeRepositories';
import { newKeyPair, publicKeyFingerprint } from '../sshKeys';
import { orUndefined } from './orUndefined';
import { ownerAndName } from './ownerAndName';
import { parseAnswer, parseList } from './parse';

const keySchema = z.object({
  id: z.number(),
  title: z.string(),
  key: z.string(),
  read_only: z.boolean().default(true),
});

/** Deploy keys, each of one repository. To pull images GitHub has nothing of the kind. */
export class GithubCredentials implements ForgeCredentials {
  readonly #github: GithubClient;

  constructor(github: GithubClient) {
    this.#github = github;
  }

  unavailable(use: CredentialUse): string | undefined {
    return use === 'pull'
      ? 'GitHub has no credential that pulls the images of one repository and does nothing else: ' +
          'set username and password of delivery.launch.registry, or of delivery.launch.github.registry where ' +
          'delivery.launch.github is set, to those of a user that may read the packages, with a token of the ' +
          'scope read:packages'
      : undefined;
  }

  kindOf(): 'ssh-key' {
    return 'ssh-key';
  }

  readUrl({
    cloneUrl,
    sshUrl,
  }: Pick<ForgeRepository, 'cloneUrl' | 'sshUrl'>): string {
    return sshUrl ?? cloneUrl;
  }

  async list(
    repository: ForgeRepository,
    use: CredentialUse,
  ): Promise<HeldCredential[]> {
    if (use === 'pull') {
      return [];
    }
    const keys = await this.#github.paginate('GET /repos/{owner}/{repo}/keys', {
      ...ownerAndName(repository.path),
      per_page: 100,
    });
    return parseList(keySchema, keys)
      .filter(({ read_only }) => read_only === (use === 'read'))
      .map(key => held(key.id, key.title, use, publicKeyFingerprint(key.key)));
  }

  async mint(
    repository: ForgeRepository,
    use: CredentialUse,
    { name }: { name: string },
  ): Promise<NewCredential> {
    const pair = newKeyPair(name);
    const { data } = await this.#github.rest.repos.createDeployKey({
      ...ownerAndName(repository.path),
      title: name,
      key: pair.publicKey,
      read_only: use !== 'write',
    });
    const { id } = parseAnswer(
      z.object({ id: z.number() }),
      data,
      'new deploy key',
    );
    return {
      ...held(id, name, use, pair.fingerprint),
      kind: 'ssh-key',
      privateKey: pair.privateKey,
    };
  }

  async revoke(
    repository: ForgeRepository,
    _use: CredentialUse,
    id: string,
  ): Promise<void> {
    await orUndefined(
      this.#github.rest.repos.deleteDeployKey({
        ...ownerAndName(repository.path),
        key_id: Number(id),
      }),
    );
  }
}

function held(
  id: number,
  name: string,
  use: CredentialUse,
  identity: string | undefined,
): HeldCredential {
  return {
    id: String(id),
    name,
    title: 'deploy key',
    active: true,
    identity,
    scopes: [use === 'write' ? 'write' : 'read'],
  };
}
