import type { UserRecord } from '../records/records.ts';

interface WithBaseUrl {
  baseUrl: () => string;
}

/** `API_Entities_UserBasic` */
export function presentUserBasic(context: WithBaseUrl, user: UserRecord) {
  return {
    id: user.id,
    username: user.username,
    public_email: '',
    name: user.name,
    state: user.state,
    locked: false,
    avatar_url: null,
    web_url: `${context.baseUrl()}/${user.username}`,
  };
}

/** The same by id; null for a user who is gone. */
export function presentUserById(
  context: WithBaseUrl & {
    records: { users: { get(id: number): UserRecord | undefined } };
  },
  id: number | null,
) {
  const user = id === null ? undefined : context.records.users.get(id);
  return user ? presentUserBasic(context, user) : null;
}
