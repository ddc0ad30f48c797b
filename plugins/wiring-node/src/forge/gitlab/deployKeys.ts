import { InputError, NotFoundError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { HeldCredential, NewCredential } from '../ForgeCredentials';
import { ForgeRepository } from '../ForgeRepositories';
import { newKeyPair, publicKeyFingerprint } from '../sshKeys';
import { parseAnswer, parseList } from './parse';
import { projectPath } from './projectPath';

const keySchema = z.object({
  id: z.number(),
  title: z.string(),
  key: z.string(),
  can_push: z.boolean().default(false),
  expires_at: z.string().nullish(),
});

/** Tokens and keys are counted apart, so the id of a key says what it is. */
const prefix = 'key:';

export function keyIdOf(id: string): string | undefined {
  return id.startsWith(prefix) ? id.slice(prefix.length) : undefined;
}

/** Those that may push. */
export async function listWriteKeys(
  forge: GitlabTransport,
  repository: ForgeRepository,
): Promise<HeldCredential[]> {
  const keys = await forge.list(`${projectPath(repository)}/deploy_keys`);
  return parseList(keySchema, keys)
    .filter(({ can_push }) => can_push)
    .map(key => ({
      ...heldKey(key.id, key.title),
      expiresAt: key.expires_at?.slice(0, 10),
      identity: publicKeyFingerprint(key.key),
    }));
}

export async function mintWriteKey(
  forge: GitlabTransport,
  repository: ForgeRepository,
  wanted: { name: string; expiresAt?: string },
): Promise<NewCredential> {
  const pair = newKeyPair(wanted.name);
  const { body } = await forge.request({
    method: 'POST',
    path: `${projectPath(repository)}/deploy_keys`,
    body: {
      title: wanted.name,
      key: pair.publicKey,
      can_push: true,
      ...(wanted.expiresAt && { expires_at: wanted.expiresAt }),
    },
  });
  const { id } = parseAnswer(
    z.object({ id: z.number() }),
    body,
    'new deploy key',
  );
  await allowPush(forge, repository, id);
  return {
    ...heldKey(id, wanted.name),
    expiresAt: wanted.expiresAt,
    identity: pair.fingerprint,
    kind: 'ssh-key',
    privateKey: pair.privateKey,
  };
}

/**
 * To a protected branch only the keys that are named for it may push. A GitLab too old to take them
 * over its API has them named by hand.
 */
async function allowPush(
  forge: GitlabTransport,
  repository: ForgeRepository,
  id: number,
): Promise<void> {
  const branch = encodeURIComponent(repository.defaultBranch ?? 'main');
  try {
    await forge.request({
      method: 'PATCH',
      path: `${projectPath(repository)}/protected_branches/${branch}`,
      body: { allowed_to_push: [{ deploy_key_id: id }] },
    });
  } catch (error) {
    // The branch may be protected by nobody, or not be there yet.
    if (!(error instanceof NotFoundError || error instanceof InputError)) {
      throw error;
    }
  }
}

function heldKey(id: number, name: string): HeldCredential {
  return {
    id: `${prefix}${id}`,
    name,
    title: 'deploy key',
    active: true,
    scopes: ['write'],
  };
}
