import type { TokenRecord } from '../records/records.ts';
import { isExpired } from '../tokens/TokenService.ts';

/** `API_Entities_PersonalAccessToken` */
export function presentToken(token: TokenRecord, now: Date) {
  return {
    id: token.id,
    name: token.name,
    revoked: token.revoked,
    created_at: token.createdAt,
    description: token.description,
    scopes: token.scopes,
    user_id: token.userId,
    last_used_at: token.lastUsedAt,
    active: !token.revoked && !isExpired(token, now),
    expires_at: token.expiresAt,
  };
}

/** `API_Entities_ResourceAccessToken` */
export function presentProjectToken(token: TokenRecord, now: Date) {
  return {
    ...presentToken(token, now),
    access_level: token.accessLevel,
    resource_type: 'project',
    resource_id: token.projectId,
  };
}
