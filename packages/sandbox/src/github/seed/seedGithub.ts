import { createPublicKey } from 'node:crypto';
import { digestOf } from '../../forge/tokens/digest.ts';
import type { GithubPermissions } from '../api/GithubPrincipal.ts';
import type { GithubContext } from '../GithubContext.ts';
import type { GivenForgeToken } from '../../world/credentials.ts';

/** What the portal's token may do. */
export const portalScopes = [
  'repo',
  'workflow',
  'admin:repo_hook',
  'read:packages',
  'write:packages',
  'delete:packages',
  'delete_repo',
  'read:org',
];

const appPermissions: GithubPermissions = {
  metadata: 'read',
  administration: 'write',
  contents: 'write',
  workflows: 'write',
  actions: 'write',
  secrets: 'write',
  actions_variables: 'write',
  environments: 'write',
  deployments: 'write',
  checks: 'read',
  statuses: 'write',
  pull_requests: 'write',
  repository_hooks: 'write',
  packages: 'write',
  members: 'read',
};

/** What is known of the credentials beforehand. */
export interface GivenGithubCredentials {
  githubToken?: string;
  githubPullToken?: string;
  githubAppKey?: string;
  /** Further classic tokens, for tests. */
  githubTokens?: GivenForgeToken[];
}

/**
 * The portal's token, the one that nodes pull with, and a GitHub App in `acme`. A second time changes
 * nothing.
 */
export function seedGithub(
  context: GithubContext,
  given: GivenGithubCredentials,
): { githubToken: string | undefined } {
  const { forge, records } = context;
  const user = forge.records.users.find(each => each.username === 'slipway')!;
  const group = forge.records.namespaces.find(
    each => each.fullPath === 'acme',
  )!;
  const githubToken = putToken(context, {
    userId: user.id,
    name: 'portal',
    scopes: portalScopes,
    given: given.githubToken,
  });
  if (given.githubPullToken) {
    putToken(context, {
      userId: user.id,
      name: 'pull',
      scopes: ['read:packages'],
      given: given.githubPullToken,
    });
  }
  for (const [index, further] of (given.githubTokens ?? []).entries()) {
    putToken(context, {
      userId: forge.records.users.find(
        each => each.username === further.username,
      )!.id,
      name: `given-${index}`,
      scopes: further.scopes,
      given: further.token,
    });
  }
  if (given.githubAppKey) {
    const now = forge.clock.now().toISOString();
    const publicKey = createPublicKey(given.githubAppKey)
      .export({ type: 'spki', format: 'pem' })
      .toString();
    const app = records.apps.find(each => each.slug === 'slipway');
    const id = app?.id ?? records.apps.nextId();
    records.apps.put({
      id,
      slug: 'slipway',
      name: 'Slipway',
      clientId: app?.clientId ?? `Iv23li${String(id).padStart(14, '0')}`,
      publicKey,
      permissions: appPermissions,
      createdAt: app?.createdAt ?? now,
    });
    if (!records.installations.find(each => each.appId === id)) {
      records.installations.put({
        id: records.installations.nextId(),
        appId: id,
        namespaceId: group.id,
        permissions: appPermissions,
        repositoryIds: null,
        createdAt: now,
      });
    }
  }
  return { githubToken };
}

/** The token of a name; undefined for one that is there already and whose value is not known. */
function putToken(
  { records, tokens }: GithubContext,
  wanted: { userId: number; name: string; scopes: string[]; given?: string },
): string | undefined {
  const { given, ...token } = wanted;
  const known = records.tokens.find(each => each.name === token.name);
  const isSame =
    known && (given === undefined || known.digest === digestOf(given));
  if (isSame) {
    return given;
  }
  if (known) {
    records.tokens.delete(known.id);
  }
  return tokens.issue({ kind: 'classic', ...token }, given);
}
