import { randomBytes } from 'node:crypto';
import type { ForgeContext } from '../ForgeContext.ts';
import type {
  ProjectRecord,
  TokenRecord,
  UserRecord,
} from '../records/records.ts';
import { digestOf } from '../tokens/digest.ts';

export interface NewProjectToken {
  name: string;
  description?: string;
  scopes: string[];
  accessLevel: number;
  expiresAt: string | null;
}

function createBot(
  context: ForgeContext,
  project: ProjectRecord,
  name: string,
  accessLevel: number,
): UserRecord {
  const { users, members } = context.records;
  const createdAt = context.clock.now().toISOString();
  const username = `project_${project.id}_bot_${randomBytes(16).toString(
    'hex',
  )}`;
  const bot = users.put({
    id: users.nextId(),
    username,
    name,
    email: `${username}@noreply.example.com`,
    admin: false,
    botOfProject: project.id,
    createdAt,
    state: 'active',
  });
  members.put({
    id: members.nextId(),
    source: 'project',
    sourceId: project.id,
    userId: bot.id,
    accessLevel,
    createdAt,
    expiresAt: null,
  });
  return bot;
}

/** A token with a bot user of its own, which is a member of this project and of nothing else. */
export function createProjectToken(
  context: ForgeContext,
  project: ProjectRecord,
  given: NewProjectToken,
): { token: TokenRecord; secret: string } {
  const bot = createBot(context, project, given.name, given.accessLevel);
  const secret = context.tokens.mint('glpat-');
  const token = context.records.tokens.put({
    id: context.records.tokens.nextId(),
    userId: bot.id,
    projectId: project.id,
    accessLevel: given.accessLevel,
    name: given.name,
    description: given.description ?? null,
    scopes: given.scopes,
    digest: digestOf(secret),
    createdAt: context.clock.now().toISOString(),
    expiresAt: given.expiresAt,
    revoked: false,
    lastUsedAt: null,
  });
  return { token, secret };
}

/** The token goes, and its bot with it. */
export function revokeProjectToken(
  context: ForgeContext,
  token: TokenRecord,
): void {
  const { tokens, users, members } = context.records;
  tokens.put({ ...token, revoked: true });
  for (const member of members.filter(each => each.userId === token.userId)) {
    members.delete(member.id);
  }
  const bot = users.get(token.userId);
  if (bot) {
    users.put({ ...bot, state: 'deactivated' });
  }
}
