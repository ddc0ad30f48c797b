import { CredentialUse, Forge, ForgeRepository } from '../forge';

const uses: CredentialUse[] = ['write', 'read', 'pull'];

/** The credentials of a repository that bear a name of Slipway's, of whatever use. */
export async function credentialsNamed(
  forge: Forge,
  repository: ForgeRepository,
  name: string,
): Promise<Array<{ use: CredentialUse; id: string }>> {
  const found: Array<{ use: CredentialUse; id: string }> = [];
  for (const use of uses) {
    if (forge.credentials.unavailable(use) === undefined) {
      const held = await forge.credentials.list(repository, use);
      found.push(
        ...held
          .filter(one => one.name === name && one.active)
          .map(({ id }) => ({ use, id })),
      );
    }
  }
  return found;
}
