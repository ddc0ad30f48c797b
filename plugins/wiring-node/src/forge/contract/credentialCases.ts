import { canFetch } from '../tryCredentials';
import { CredentialUse } from '../Forge';
import { ContractCase, newRepository, withContent } from './ContractWorld';

const inAYear = new Date(Date.now() + 300 * 24 * 3600 * 1000)
  .toISOString()
  .slice(0, 10);

function lifeOf(use: CredentialUse): ContractCase {
  return {
    name: `a credential to ${use} is minted, listed without its value, and revoked`,
    async run(world) {
      const { credentials } = world.forge;
      const repository = await newRepository(world);
      if (credentials.unavailable(use)) {
        expect(credentials.unavailable(use)).toContain(
          'delivery.launch.registry',
        );
        await expect(credentials.list(repository, use)).resolves.toEqual([]);
        return;
      }
      await expect(credentials.list(repository, use)).resolves.toEqual([]);
      const minted = await credentials.mint(repository, use, {
        name: 'slipway-contract',
        expiresAt: inAYear,
      });
      const [held, ...others] = await credentials.list(repository, use);
      expect(others).toEqual([]);
      expect(held).toMatchObject({
        id: minted.id,
        name: 'slipway-contract',
        title: minted.title,
        active: true,
        identity: minted.identity,
      });
      const value =
        minted.kind === 'password' ? minted.password : minted.privateKey;
      expect(value.length).toBeGreaterThan(15);
      expect(JSON.stringify(held)).not.toContain(value);
      for (const other of ['read', 'write', 'pull'] as const) {
        if (other !== use) {
          await expect(credentials.list(repository, other)).resolves.toEqual(
            [],
          );
        }
      }
      await credentials.revoke(repository, use, minted.id);
      const left = await credentials.list(repository, use);
      expect(left.filter(({ active }) => active)).toEqual([]);
      await credentials.revoke(repository, use, minted.id);
    },
  };
}

export const credentialCases: ContractCase[] = [
  lifeOf('read'),
  lifeOf('write'),
  lifeOf('pull'),
  {
    name: 'T31: a credential to read fetches its repository, no other one, and nothing once it is revoked',
    async run(world) {
      const { credentials } = world.forge;
      const repository = await withContent(world, await newRepository(world));
      const other = await withContent(world, await newRepository(world));
      const credential = await credentials.mint(repository, 'read', {
        name: 'slipway-argocd',
      });
      const fetches = (one: typeof repository) =>
        canFetch({ url: credentials.readUrl(one), credential });
      await expect(fetches(repository)).resolves.toBe(true);
      await expect(fetches(other)).resolves.toBe(false);
      await credentials.revoke(repository, 'read', credential.id);
      await expect(fetches(repository)).resolves.toBe(false);
    },
  },
];
