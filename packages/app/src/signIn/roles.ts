/**
 * The roles in which the embedded portal can be entered. Each is an auth provider of the backend
 * of the same id.
 */
export const roles = ['developer', 'viewer', 'platform-owner'] as const;

export type Role = (typeof roles)[number];

const storageKey = 'slipway.role';

export function isRole(value: string | null): value is Role {
  return roles.some(role => role === value);
}

/** The role of this browser tab, so that two tabs can be two people. */
export function readRole(storage: Storage): Role | undefined {
  const value = storage.getItem(storageKey);
  return isRole(value) ? value : undefined;
}

export function keepRole(storage: Storage, role: Role): void {
  storage.setItem(storageKey, role);
}

export function forgetRole(storage: Storage): void {
  storage.removeItem(storageKey);
}
