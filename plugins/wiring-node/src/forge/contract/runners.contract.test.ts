import { newRepository } from '../__testUtils__/ContractWorld';
import { forgeKinds, useForges } from '../__testUtils__/useForges';

const worldOf = useForges();

describe.each(forgeKinds)('runners on %s', kind => {
  it('none takes jobs with a tag that nobody has', async () => {
    const world = worldOf(kind);
    const repository = await newRepository(world);
    await expect(
      world.forge.runners.list(repository, ['no-such-tag']),
    ).resolves.toEqual([]);
  });
  it('one that is there takes jobs', async () => {
    const world = worldOf(kind);
    const repository = await newRepository(world);
    const tags = kind === 'gitlab' ? [] : ['ubuntu-latest'];
    const found = await world.forge.runners.list(repository, tags);
    expect(found.some(({ online }) => online)).toBe(true);
  });
});

it('on gitlab a runner is made for a project, found by its name, and taken away', async () => {
  const { forge, ...world } = worldOf('gitlab');
  const { runners } = forge;
  const repository = await newRepository({ forge, ...world });
  const { id, token } = await runners.create(repository, {
    name: 'slipway-payments',
    tags: ['arm64'],
  });
  expect(token).toMatch(/^glrt-/);
  const made = {
    id,
    name: 'slipway-payments',
    owner: 'project',
    online: false,
  };
  await expect(runners.list(repository, ['arm64'])).resolves.toEqual([made]);
  await expect(runners.named(repository, 'slipway-payments')).resolves.toEqual([
    made,
  ]);
  await runners.remove(repository, id);
  await runners.remove(repository, id);
  await expect(runners.named(repository, 'slipway-payments')).resolves.toEqual(
    [],
  );
});

it('on github no runner is made in advance, and what to do instead is said', async () => {
  const { runners } = worldOf('github').forge;
  expect(runners.uncreatable).toContain('Actions Runner Controller');
  await expect(
    runners.create(await newRepository(worldOf('github')), {
      name: 'x',
      tags: [],
    }),
  ).rejects.toMatchObject({ name: 'NotImplementedError' });
});
