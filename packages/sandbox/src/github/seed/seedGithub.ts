import { createPublicKey } from 'node:crypto';
import { digestOf } from '../../forge/tokens/digest.ts';
import type { GithubPermissions } from '../api/GithubPrincipal.ts';
import type { GithubContext } from '../GithubContext.ts';

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

/** The portal's token, and a GitHub App in `acme`. A second time changes nothing. */
export function seedGithub(
  context: GithubContext,
  given: { githubToken?: string; githubAppKey?: string },
): { githubToken: string | undefined } {
  const { forge, records, tokens } = context;
  const user = forge.records.users.find(each => each.username === 'slipway')!;
  const group = forge.records.namespaces.find(
    each => each.fullPath === 'acme',
  )!;
  const known = records.tokens.find(each => each.name === 'portal');
  const isSame =
    known &&
    (given.githubToken === undefined ||
      known.digest === digestOf(given.githubToken));
  let { githubToken } = given;
  if (!isSame) {
    if (known) {
      records.tokens.delete(known.id);
    }
    githubToken = tokens.issue(
      {
        kind: 'classic',
        userId: user.id,
        name: 'portal',
        scopes: portalScopes,
      },
      given.githubToken,
    );
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
