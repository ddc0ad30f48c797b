import {
  freshName,
  newRepository,
  withContent,
} from '../__testUtils__/ContractWorld';
import { forgeKinds, useForges } from '../__testUtils__/useForges';

const worldOf = useForges();

describe.each(forgeKinds)('repositories on %s', kind => {
  it('a repository is made with its settings, found, changed and removed', async () => {
    const { forge, owner } = worldOf(kind);
    const path = `${owner}/${freshName()}`;
    const { repositories } = forge;
    await expect(repositories.find(path)).resolves.toBeUndefined();
    const made = await repositories.create(path, {
      description: 'One',
      visibility: 'private',
      topics: ['slipway'],
    });
    const found = (await repositories.find(path))!;
    expect(found).toMatchObject({
      id: made.id,
      path,
      description: 'One',
      visibility: 'private',
      topics: ['slipway'],
      empty: true,
      archived: false,
      leaving: false,
    });
    const { webUrl, cloneUrl } = repositories.urls(path);
    expect(found).toMatchObject({ webUrl, cloneUrl });

    await repositories.edit(found, {
      description: 'Two',
      visibility: 'private',
      topics: ['slipway', 'python'],
    });
    const edited = (await repositories.find(path))!;
    expect(edited.description).toBe('Two');
    expect([...edited.topics].sort()).toEqual(['python', 'slipway']);

    await repositories.remove(edited);
    await expect(repositories.find(path)).resolves.toBeUndefined();
    await repositories.remove(edited);
  });
  it('a name that is taken, and an owner that is not there, are told as such', async () => {
    const world = worldOf(kind);
    const { forge, owner } = world;
    const { path } = await newRepository(world);
    await expect(forge.repositories.create(path, {})).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(`The name ${path} is taken`),
    });
    await forge.repositories.assertOwner(owner);
    await expect(
      forge.repositories.assertOwner('nobody-at-all'),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('nobody-at-all'),
    });
  });
  it('the pages of files are where it says', async () => {
    const world = worldOf(kind);
    const { forge } = world;
    const repository = await withContent(world, await newRepository(world));
    const branch = repository.defaultBranch!;
    expect(repository.empty).toBe(false);
    expect(branch).toBe('main');
    const page = forge.repositories.fileUrl(repository, branch, 'README.md');
    expect(page).toContain(`${repository.path}`);
    expect(page).toMatch(/\/blob\/main\/README\.md$/);
    expect(forge.repositories.treeUrl(repository, branch)).toMatch(
      /\/tree\/main$/,
    );
  });
});
