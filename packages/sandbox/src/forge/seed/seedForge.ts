import type { GivenForgeToken } from '../../world/credentials.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { NamespaceRecord, UserRecord } from '../records/records.ts';
import { digestOf, newToken } from '../tokens/digest.ts';

export interface SeedResult {
  /** The portal's token; undefined when it was made at an earlier start and is kept elsewhere. */
  forgeToken: string | undefined;
}

const people = [
  { username: 'root', name: 'Administrator', level: null },
  { username: 'developer', name: 'Developer', level: accessLevels.maintainer },
  { username: 'viewer', name: 'Viewer', level: accessLevels.reporter },
  {
    username: 'platform-owner',
    name: 'Platform owner',
    level: accessLevels.owner,
  },
  { username: 'slipway', name: 'Slipway', level: accessLevels.owner },
];

function seedUser(
  context: ForgeContext,
  { username, name }: { username: string; name: string },
): UserRecord {
  const { users, namespaces } = context.records;
  const known = users.find(user => user.username === username);
  if (known) {
    return known;
  }
  const createdAt = context.clock.now().toISOString();
  const user = users.put({
    id: users.nextId(),
    username,
    name,
    email: `${username}@example.com`,
    admin: username === 'root',
    createdAt,
    state: 'active',
  });
  namespaces.put({
    id: namespaces.nextId(),
    kind: 'user',
    name,
    path: username,
    fullPath: username,
    parentId: null,
    ownerId: user.id,
    visibility: 'public',
    description: '',
    createdAt,
  });
  return user;
}

function seedGroup(context: ForgeContext): NamespaceRecord {
  const { namespaces } = context.records;
  return (
    namespaces.find(namespace => namespace.fullPath === 'acme') ??
    namespaces.put({
      id: namespaces.nextId(),
      kind: 'group',
      name: 'Acme',
      path: 'acme',
      fullPath: 'acme',
      parentId: null,
      visibility: 'private',
      description: 'The services of the embedded world',
      createdAt: context.clock.now().toISOString(),
    })
  );
}

function seedToken(
  context: ForgeContext,
  userId: number,
  given: string | undefined,
): string | undefined {
  const { tokens } = context.records;
  const known = tokens.find(
    token => token.userId === userId && token.name === 'portal',
  );
  if (known && (given === undefined || known.digest === digestOf(given))) {
    return given;
  }
  const secret = given ?? newToken('glpat-');
  tokens.put({
    id: known?.id ?? tokens.nextId(),
    userId,
    projectId: null,
    accessLevel: null,
    name: 'portal',
    description: 'With this the portal works on the forge',
    scopes: ['api'],
    digest: digestOf(secret),
    createdAt: context.clock.now().toISOString(),
    expiresAt: null,
    revoked: false,
    lastUsedAt: null,
  });
  return secret;
}

/** Tokens that a test lets in besides, by name. */
function seedGivenToken(
  context: ForgeContext,
  given: GivenForgeToken,
  index: number,
): void {
  const { tokens, users } = context.records;
  const user = users.find(({ username }) => username === given.username);
  const digest = digestOf(given.token);
  if (!user) {
    throw new Error(`The seed has no user ${given.username} to give a token`);
  }
  if (!tokens.find(token => token.digest === digest)) {
    tokens.put({
      id: tokens.nextId(),
      userId: user.id,
      projectId: null,
      accessLevel: null,
      name: `given-${index}`,
      description: '',
      scopes: given.scopes,
      digest,
      createdAt: context.clock.now().toISOString(),
      expiresAt: given.expiresAt ?? null,
      revoked: false,
      lastUsedAt: null,
    });
  }
}

/** The group `acme`, its people and the portal's token. A second time changes nothing. */
export async function seedForge(
  context: ForgeContext,
  given: { forgeToken?: string; forgeTokens?: GivenForgeToken[] } = {},
): Promise<SeedResult> {
  const { members } = context.records;
  const users = people.map(person => ({
    person,
    user: seedUser(context, person),
  }));
  const group = seedGroup(context);
  for (const { person, user } of users) {
    const known = members.find(
      member =>
        member.source === 'group' &&
        member.sourceId === group.id &&
        member.userId === user.id,
    );
    if (person.level !== null && !known) {
      members.put({
        id: members.nextId(),
        source: 'group',
        sourceId: group.id,
        userId: user.id,
        accessLevel: person.level,
        createdAt: context.clock.now().toISOString(),
        expiresAt: null,
      });
    }
  }
  const service = users.find(({ person }) => person.username === 'slipway')!;
  given.forgeTokens?.forEach((token, index) =>
    seedGivenToken(context, token, index),
  );
  return {
    forgeToken: seedToken(context, service.user.id, given.forgeToken),
  };
}
