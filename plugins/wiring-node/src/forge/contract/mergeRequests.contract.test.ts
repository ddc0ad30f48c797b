import { ForgeRepository } from '../ForgeRepositories';
import {
  ContractWorld,
  newRepository,
  withContent,
} from '../__testUtils__/ContractWorld';
import { forgeKinds, useForges } from '../__testUtils__/useForges';

const worldOf = useForges();
const branch = 'slipway/payments';

describe.each(forgeKinds)('merge requests on %s', kind => {
  it('a branch begins at a commit, with a commit of its own, and only once', async () => {
    const world = worldOf(kind);
    const { content } = world.forge;
    const repository = await withContent(world, await newRepository(world));
    const main = await content.head(repository, 'main');
    const id = await begin(world, repository);
    await expect(content.head(repository, branch)).resolves.toBe(id);
    await expect(content.head(repository, 'main')).resolves.toBe(main);
    await expect(
      content.ahead(repository, 'main', branch),
    ).resolves.toMatchObject([{ id }]);
    await expect(begin(world, repository)).rejects.toMatchObject({
      name: 'InputError',
    });
    await content.removeBranch(repository, branch);
    await expect(content.head(repository, branch)).resolves.toBeUndefined();
    await content.removeBranch(repository, branch);
  });

  it('a request is opened, found by its branch, and closed', async () => {
    const world = worldOf(kind);
    const { mergeRequests } = world.forge;
    const repository = await withContent(world, await newRepository(world));
    await expect(mergeRequests.list(repository, branch)).resolves.toEqual([]);
    const head = await begin(world, repository);
    const made = await open(world, repository);
    expect(made).toMatchObject({
      state: 'open',
      title: 'Deploy payments',
      sourceBranch: branch,
      targetBranch: 'main',
      head,
    });
    expect(made.webUrl).toContain(repository.path);
    await expect(mergeRequests.list(repository, branch)).resolves.toEqual([
      made,
    ]);
    await mergeRequests.close(repository, made.id);
    await expect(mergeRequests.list(repository, branch)).resolves.toMatchObject(
      [{ id: made.id, state: 'closed' }],
    );
  });

  it('a request is merged, unless something else has come to its branch', async () => {
    const world = worldOf(kind);
    const { mergeRequests, content } = world.forge;
    const repository = await withContent(world, await newRepository(world));
    await begin(world, repository);
    const made = await open(world, repository);
    await content.commit(repository, {
      branch,
      message: 'Of somebody else',
      changes: [{ action: 'create', path: 'b', content: Buffer.from('b') }],
    });
    // GitLab finds out first whether it could be merged at all.
    await expect(settled(world, repository, made)).resolves.toMatchObject({
      kind: 'waiting',
    });
    const [now] = await mergeRequests.list(repository, branch);
    await expect(settled(world, repository, now)).resolves.toEqual({
      kind: 'merged',
    });
    await expect(
      content.readFile(repository, 'main', 'apps/payments.yaml'),
    ).resolves.toEqual(Buffer.from('a: 1\n'));
    const [merged] = await mergeRequests.list(repository, branch);
    expect(merged.state).toBe('merged');
  });
});

async function begin(world: ContractWorld, repository: ForgeRepository) {
  const { content } = world.forge;
  return content.commit(repository, {
    branch,
    from: await content.head(repository, 'main'),
    message: 'Deploy payments',
    changes: [
      {
        action: 'create',
        path: 'apps/payments.yaml',
        content: Buffer.from('a: 1\n'),
      },
    ],
  });
}

async function open(world: ContractWorld, repository: ForgeRepository) {
  return world.forge.mergeRequests.create(repository, {
    sourceBranch: branch,
    targetBranch: 'main',
    title: 'Deploy payments',
    description: 'Of Slipway',
  });
}

async function settled(
  { forge: { mergeRequests } }: ContractWorld,
  repository: ForgeRepository,
  request: Awaited<ReturnType<typeof open>>,
) {
  const first = await mergeRequests.merge(repository, request);
  if (first.kind === 'merged') {
    return first;
  }
  await mergeRequests.list(repository, branch);
  return mergeRequests.merge(repository, request);
}
