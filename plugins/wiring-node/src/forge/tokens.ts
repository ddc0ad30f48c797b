import { NotFoundError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { parseAnswer, parseList } from './parse';
import { projectPath } from './projects';

const accessTokenSchema = z.object({
  id: z.number(),
  name: z.string(),
  active: z.boolean(),
  revoked: z.boolean().nullish(),
  scopes: z.array(z.string()).default([]),
  access_level: z.number().nullish(),
  /** A date. */
  expires_at: z.string().nullish(),
});
const deployTokenSchema = z.object({
  id: z.number(),
  name: z.string(),
  username: z.string(),
  revoked: z.boolean().nullish(),
  expired: z.boolean().nullish(),
});

export type AccessToken = z.infer<typeof accessTokenSchema>;
export type DeployToken = z.infer<typeof deployTokenSchema>;

/** A credential just minted: the only time that its value is known. */
export interface MintedCredential {
  id: number;
  username: string;
  password: string;
}

export async function listAccessTokens(
  forge: GitlabTransport,
  project: number,
): Promise<AccessToken[]> {
  return parseList(
    accessTokenSchema,
    await forge.list(`${projectPath(project)}/access_tokens`),
  );
}

export async function mintAccessToken(
  forge: GitlabTransport,
  project: number,
  token: {
    name: string;
    scopes: string[];
    accessLevel: number;
    expiresAt: string;
  },
): Promise<MintedCredential> {
  const { body } = await forge.request({
    method: 'POST',
    path: `${projectPath(project)}/access_tokens`,
    body: {
      name: token.name,
      scopes: token.scopes,
      access_level: token.accessLevel,
      expires_at: token.expiresAt,
    },
  });
  const minted = parseAnswer(
    z.object({ id: z.number(), token: z.string() }),
    body,
    'new project access token',
  );
  // git over HTTP takes any user name with an access token.
  return { id: minted.id, username: token.name, password: minted.token };
}

export async function revokeAccessToken(
  forge: GitlabTransport,
  project: number,
  id: number,
): Promise<void> {
  await remove(forge, `${projectPath(project)}/access_tokens/${id}`);
}

/** Those that can still be used. */
export async function listDeployTokens(
  forge: GitlabTransport,
  project: number,
): Promise<DeployToken[]> {
  const tokens = await forge.list(`${projectPath(project)}/deploy_tokens`);
  return parseList(deployTokenSchema, tokens).filter(
    ({ revoked, expired }) => !revoked && !expired,
  );
}

export async function mintDeployToken(
  forge: GitlabTransport,
  project: number,
  token: { name: string; scopes: string[] },
): Promise<MintedCredential> {
  const { body } = await forge.request({
    method: 'POST',
    path: `${projectPath(project)}/deploy_tokens`,
    body: token,
  });
  const minted = parseAnswer(
    z.object({ id: z.number(), username: z.string(), token: z.string() }),
    body,
    'new deploy token',
  );
  return {
    id: minted.id,
    username: minted.username,
    password: minted.token,
  };
}

export async function revokeDeployToken(
  forge: GitlabTransport,
  project: number,
  id: number,
): Promise<void> {
  await remove(forge, `${projectPath(project)}/deploy_tokens/${id}`);
}

async function remove(forge: GitlabTransport, path: string): Promise<void> {
  try {
    await forge.request({ method: 'DELETE', path });
  } catch (error) {
    // Gone already is what was wanted.
    if (!(error instanceof NotFoundError)) {
      throw error;
    }
  }
}
