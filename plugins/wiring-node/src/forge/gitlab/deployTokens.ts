import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { HeldCredential, NewCredential } from '../ForgeCredentials';
import { ForgeRepository } from '../ForgeRepositories';
import { parseAnswer, parseList } from './parse';
import { projectPath } from './projectPath';

const tokenSchema = z.object({
  id: z.number(),
  name: z.string(),
  username: z.string(),
  revoked: z.boolean().nullish(),
  expired: z.boolean().nullish(),
  expires_at: z.string().nullish(),
  scopes: z.array(z.string()).default([]),
});

/** Those that have the scope. */
export async function listDeployTokens(
  forge: GitlabTransport,
  repository: ForgeRepository,
  scope: string,
): Promise<HeldCredential[]> {
  const tokens = await forge.list(`${projectPath(repository)}/deploy_tokens`);
  return parseList(tokenSchema, tokens)
    .filter(({ scopes }) => scopes.includes(scope))
    .map(token => ({
      id: String(token.id),
      name: token.name,
      title: 'deploy token',
      active: !token.revoked && !token.expired,
      expiresAt: token.expires_at ?? undefined,
      identity: token.username,
      scopes: token.scopes,
    }));
}

export async function mintDeployToken(
  forge: GitlabTransport,
  repository: ForgeRepository,
  wanted: { name: string; expiresAt?: string; scope: string },
): Promise<NewCredential> {
  const { name, expiresAt, scope } = wanted;
  const { body } = await forge.request({
    method: 'POST',
    path: `${projectPath(repository)}/deploy_tokens`,
    body: {
      name,
      scopes: [scope],
      ...(expiresAt && { expires_at: expiresAt }),
    },
  });
  const minted = parseAnswer(
    z.object({ id: z.number(), username: z.string(), token: z.string() }),
    body,
    'new deploy token',
  );
  return {
    id: String(minted.id),
    name,
    title: 'deploy token',
    active: true,
    expiresAt,
    identity: minted.username,
    scopes: [scope],
    kind: 'password',
    username: minted.username,
    password: minted.token,
  };
}
