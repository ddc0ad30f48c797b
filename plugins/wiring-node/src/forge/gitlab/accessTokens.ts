import { isError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { HeldCredential, NewCredential } from '../ForgeCredentials';
import { ForgeRepository } from '../ForgeRepositories';
import { parseAnswer, parseList } from './parse';
import { projectPath } from './projectPath';

const tokenSchema = z.object({
  id: z.number(),
  name: z.string(),
  active: z.boolean(),
  revoked: z.boolean().nullish(),
  scopes: z.array(z.string()).default([]),
  /** A date. */
  expires_at: z.string().nullish(),
});

/** May push to a protected default branch. */
const maintainer = 40;

export async function listAccessTokens(
  forge: GitlabTransport,
  repository: ForgeRepository,
): Promise<HeldCredential[]> {
  const tokens = await forge.list(`${projectPath(repository)}/access_tokens`);
  return parseList(tokenSchema, tokens).map(heldToken);
}

/** Of a repository's own user, which may push to it and do nothing else. */
export async function mintAccessToken(
  forge: GitlabTransport,
  repository: ForgeRepository,
  wanted: { name: string; expiresAt?: string },
): Promise<NewCredential> {
  const { body } = await forge.request({
    method: 'POST',
    path: `${projectPath(repository)}/access_tokens`,
    body: {
      name: wanted.name,
      scopes: ['write_repository'],
      access_level: maintainer,
      expires_at: wanted.expiresAt,
    },
  });
  const minted = parseAnswer(
    z.object({ id: z.number(), token: z.string() }),
    body,
    'new project access token',
  );
  return {
    id: String(minted.id),
    name: wanted.name,
    title: 'access token',
    active: true,
    expiresAt: wanted.expiresAt,
    identity: wanted.name,
    scopes: ['write_repository'],
    kind: 'password',
    // git over HTTP takes any user name with an access token.
    username: wanted.name,
    password: minted.token,
  };
}

/**
 * Whether GitLab has refused an access token because there is none here: without a paid plan on
 * GitLab.com, or switched off for the group. A token of ours that may too little says so otherwise.
 */
export function refusesAccessTokens(error: unknown): boolean {
  if (
    !isError(error) ||
    /insufficient_scope|scopes is needed/.test(error.message)
  ) {
    return false;
  }
  switch (error.name) {
    case 'AuthenticationError':
    case 'NotAllowedError':
    case 'NotFoundError':
      return true;
    case 'InputError':
      return /permission|not (available|allowed|enabled)|disabled|feature/i.test(
        error.message,
      );
    default:
      return false;
  }
}

function heldToken(token: z.infer<typeof tokenSchema>): HeldCredential {
  return {
    id: String(token.id),
    name: token.name,
    title: 'access token',
    active: token.active && !token.revoked,
    expiresAt: token.expires_at ?? undefined,
    identity: token.name,
    scopes: token.scopes,
  };
}
