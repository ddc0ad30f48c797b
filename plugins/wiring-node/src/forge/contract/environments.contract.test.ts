import { newRepository, withContent } from '../__testUtils__/ContractWorld';
import { forgeKinds, useForges } from '../__testUtils__/useForges';

const worldOf = useForges();

describe.each(forgeKinds)('environments on %s', kind => {
  it('one is made, found, and taken away, also twice', async () => {
    const world = worldOf(kind);
    const { environments } = world.forge;
    const repository = await withContent(world, await newRepository(world));
    await expect(
      environments.find(repository, 'production'),
    ).resolves.toBeUndefined();
    await environments.put(repository, { name: 'production' }, undefined);
    await expect(
      environments.find(repository, 'production'),
    ).resolves.toMatchObject({ name: 'production' });
    await environments.remove(repository, 'production');
    await environments.remove(repository, 'production');
    await expect(
      environments.find(repository, 'production'),
    ).resolves.toBeUndefined();
  });

  it('a reviewer is known by name, and one who is not there is named', async () => {
    const world = worldOf(kind);
    const { environments } = world.forge;
    const repository = await newRepository(world);
    await expect(
      environments.reviewer(repository, {
        kind: 'user',
        name: 'platform-owner',
      }),
    ).resolves.toMatchObject({ kind: 'user', name: 'platform-owner' });
    await expect(
      environments.reviewer(repository, { kind: 'user', name: 'nobody-here' }),
    ).rejects.toThrow('There is no user nobody-here');
  });
});

it('on github reviewers, a wait and branches are read as they were set', async () => {
  const world = worldOf('github');
  const { environments } = world.forge;
  const repository = await withContent(world, await newRepository(world));
  const rules = environments.fit({
    reviewers: [
      await environments.reviewer(repository, {
        kind: 'user',
        name: 'platform-owner',
      }),
    ],
    preventSelfReview: true,
    waitMinutes: 5,
    branches: 'protected',
  });
  await expect(environments.unavailable(repository)).resolves.toBeUndefined();
  const wanted = { name: 'production', rules };
  await environments.put(repository, wanted, undefined);
  const found = await environments.find(repository, 'production');
  expect(found).toEqual(wanted);
  // A later look that asks for no rules leaves them.
  await environments.put(repository, { name: 'production' }, found);
  await expect(environments.find(repository, 'production')).resolves.toEqual(
    wanted,
  );
});

it('a GitLab without a paid plan has no rules for environments, and says so', async () => {
  const world = worldOf('gitlab');
  const { environments } = world.forge;
  const repository = await withContent(world, await newRepository(world));
  await expect(environments.unavailable(repository)).resolves.toMatch(
    'has no protected environments',
  );
});
