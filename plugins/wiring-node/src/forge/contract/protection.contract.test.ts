import { WantedBranchRules } from '../ForgeProtection';
import { newRepository, withContent } from '../__testUtils__/ContractWorld';
import { forgeKinds, useForges } from '../__testUtils__/useForges';

const worldOf = useForges();

const rules: WantedBranchRules = {
  push: 'nobody',
  merge: 'developers',
  forcePush: false,
  deployKeys: true,
  approvals: 1,
  checks: ['test'],
};

describe.each(forgeKinds)('rules of a branch on %s', kind => {
  it.each<[string, Partial<WantedBranchRules>]>([
    ['nobody pushes', {}],
    ['maintainers push', { push: 'maintainers', deployKeys: false }],
    ['developers push', { push: 'developers' }],
    ['maintainers merge', { merge: 'maintainers', checks: [] }],
    ['history may be rewritten', { forcePush: true, approvals: 0 }],
  ])('are read as they were set: %s', async (_, fields) => {
    const world = worldOf(kind);
    const { protection } = world.forge;
    const repository = await withContent(world, await newRepository(world));
    const wanted = protection.fit({ ...rules, ...fields });
    await protection.put(repository, 'main', wanted);
    await expect(protection.find(repository, 'main')).resolves.toEqual({
      rules: wanted,
      others: [],
    });
  });

  it('are changed, and taken away, also twice', async () => {
    const world = worldOf(kind);
    const { protection } = world.forge;
    const repository = await withContent(world, await newRepository(world));
    await protection.put(repository, 'main', protection.fit(rules));
    const wanted = protection.fit({ ...rules, push: 'maintainers' });
    await protection.put(repository, 'main', wanted);
    await expect(protection.find(repository, 'main')).resolves.toMatchObject({
      rules: wanted,
    });
    await protection.remove(repository, 'main');
    await protection.remove(repository, 'main');
    const { rules: left } = await protection.find(repository, 'main');
    expect(left).toBeUndefined();
  });

  it('hold: what nobody may push is refused, what is merged is not', async () => {
    const world = worldOf(kind);
    const { protection, content } = world.forge;
    const repository = await withContent(world, await newRepository(world));
    await protection.put(
      repository,
      'main',
      protection.fit({ ...rules, approvals: 0, checks: [] }),
    );
    const commit = content.commit(repository, {
      branch: 'main',
      message: 'Directly',
      changes: [{ action: 'create', path: 'b', content: Buffer.from('b') }],
    });
    await expect(commit).rejects.toThrow(/push|rule|pull request/i);
  });
});

it('a GitHub without rulesets has branch protection', async () => {
  const world = worldOf('github');
  const { protection } = world.forge;
  const repository = await withContent(world, await newRepository(world));
  await world.addFault({
    effect: 'status',
    status: 404,
    path: `${world.apiPath(repository)}rulesets`,
  });
  const wanted = protection.fit({ ...rules, deployKeys: false });
  await protection.put(repository, 'main', wanted);
  await expect(protection.find(repository, 'main')).resolves.toEqual({
    rules: wanted,
    others: [],
  });
  await expect(
    protection.put(repository, 'main', protection.fit(rules)),
  ).rejects.toThrow('lets no deploy key past a review');
  await protection.remove(repository, 'main');
  await expect(protection.find(repository, 'main')).resolves.toEqual({
    rules: undefined,
    others: [],
  });
});
