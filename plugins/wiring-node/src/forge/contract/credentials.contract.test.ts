import { canFetch } from '../tryCredentials';
import { Forge } from '../Forge';
import { CredentialUse } from '../ForgeCredentials';
import { newRepository, withContent } from '../__testUtils__/ContractWorld';
import { forgeKinds, useForges } from '../__testUtils__/useForges';

const worldOf = useForges();

const inAYear = new Date(Date.now() + 300 * 24 * 3600 * 1000)
  .toISOString()
  .slice(0, 10);

const usesOf: Record<Forge['kind'], CredentialUse[]> = {
  gitlab: ['read', 'write', 'pull'],
  github: ['read', 'write'],
};

describe.each(forgeKinds)('credentials on %s', kind => {
  it.each(usesOf[kind])(
    'a credential to %s is minted, listed without its value, and revoked',
    async use => {
      const { credentials } = worldOf(kind).forge;
      expect(credentials.unavailable(use)).toBeUndefined();
      const repository = await newRepository(worldOf(kind));
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
      for (const other of usesOf[kind].filter(one => one !== use)) {
        await expect(credentials.list(repository, other)).resolves.toEqual([]);
      }
      await credentials.revoke(repository, use, minted.id);
      const left = await credentials.list(repository, use);
      expect(left.filter(({ active }) => active)).toEqual([]);
      await credentials.revoke(repository, use, minted.id);
    },
  );
  it('T31: a credential to read fetches its repository, no other one, and nothing once it is revoked', async () => {
    const world = worldOf(kind);
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
  });
});

it('GitHub says why nothing of its own pulls images, and what to do', async () => {
  const world = worldOf('github');
  const { credentials } = world.forge;
  expect(credentials.unavailable('pull')).toContain('delivery.launch.registry');
  await expect(
    credentials.list(await newRepository(world), 'pull'),
  ).resolves.toEqual([]);
});

it.each([401, 403, 404])(
  'T29: where GitLab has no access tokens and answers %s, a deploy key writes',
  async status => {
    const world = worldOf('gitlab');
    const repository = await newRepository(world);
    await world.addFault({
      effect: 'status',
      status,
      path: '/access_tokens',
    });
    const { credentials } = world.forge;
    const minted = await credentials.mint(repository, 'write', {
      name: 'slipway-ci',
    });
    expect(minted).toMatchObject({ kind: 'ssh-key', title: 'deploy key' });
    await expect(credentials.list(repository, 'write')).resolves.toMatchObject([
      { id: minted.id, identity: minted.identity },
    ]);
    await credentials.revoke(repository, 'write', minted.id);
    await expect(credentials.list(repository, 'write')).resolves.toEqual([]);
  },
);
