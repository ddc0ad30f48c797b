/**
 * The roles that the sign-in page of the embedded portal offers, by the id of their auth provider,
 * with the catalog user behind each.
 */
export const roles: ReadonlyArray<{ providerId: string; user: string }> = [
  { providerId: 'developer', user: 'user:default/developer' },
  { providerId: 'viewer', user: 'user:default/viewer' },
  { providerId: 'platform-owner', user: 'user:default/platform-owner' },
];
