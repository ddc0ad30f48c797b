import { gitBlobId, launchMessage, seedHash } from '../../wiring/repository';
import { FileChange } from '../ForgeContent';
import { ForgeRepository } from '../ForgeRepositories';
import { ContractWorld, newRepository } from '../__testUtils__/ContractWorld';
import { forgeKinds, useForges } from '../__testUtils__/useForges';

const worldOf = useForges();

const files: FileChange[] = [
  { action: 'create', path: 'README.md', content: Buffer.from('# über\n') },
  {
    action: 'create',
    path: 'ci/run.sh',
    content: Buffer.from('#!/bin/sh\n'),
    executable: true,
  },
  {
    action: 'create',
    path: 'docs/logo.png',
    content: Buffer.from([0x89, 0x50, 0, 0xff, 0xfe]),
  },
];

const message = launchMessage('Launch', 'a'.repeat(64));

describe.each(forgeKinds)('content on %s', kind => {
  it('a repository without a commit has no content', async () => {
    const world = worldOf(kind);
    const repository = await newRepository(world);
    const { content } = world.forge;
    await expect(content.head(repository, 'main')).resolves.toBeUndefined();
    await expect(content.listCommits(repository, 'main', 10)).resolves.toEqual(
      [],
    );
    await expect(content.listFiles(repository, 'main')).resolves.toEqual([]);
    await expect(
      content.readFile(repository, 'main', 'README.md'),
    ).resolves.toBeUndefined();
  });
  it('the first content is one commit, to the byte and the mode', async () => {
    const world = worldOf(kind);
    const repository = await newRepository(world);
    const id = await launch(world, repository);
    await expectLaunched(world, repository, id);
    await expect(
      world.forge.repositories.find(repository.path),
    ).resolves.toMatchObject({ empty: false, defaultBranch: 'main' });
  });
  it('files are changed, made executable and taken away, in one commit', async () => {
    const world = worldOf(kind);
    const repository = await newRepository(world);
    await launch(world, repository);
    const { content } = world.forge;
    const id = await content.commit(repository, {
      branch: 'main',
      message: 'Second',
      changes: [
        { action: 'update', path: 'README.md', content: Buffer.from('two') },
        {
          action: 'chmod',
          path: 'ci/run.sh',
          content: Buffer.from('#!/bin/sh\n'),
          executable: false,
        },
        { action: 'delete', path: 'docs/logo.png' },
      ],
    });
    const commits = await content.listCommits(repository, 'main', 10);
    expect(commits.map(commit => commit.id)[0]).toBe(id);
    expect(commits).toHaveLength(2);
    const left = await content.listFiles(repository, 'main');
    expect(left.map(({ path, mode }) => [path, mode]).sort()).toEqual([
      ['README.md', '100644'],
      ['ci/run.sh', '100644'],
    ]);
    await expect(
      content.readFile(repository, 'main', 'README.md'),
    ).resolves.toEqual(Buffer.from('two'));
    await expect(
      content.readFile(repository, 'main', 'gone'),
    ).resolves.toBeUndefined();
  });
  it('a limit of commits is kept to, newest first', async () => {
    const world = worldOf(kind);
    const repository = await newRepository(world);
    await launch(world, repository);
    const { content } = world.forge;
    for (const text of ['b', 'c']) {
      await content.commit(repository, {
        branch: 'main',
        message: text,
        changes: [
          { action: 'update', path: 'README.md', content: Buffer.from(text) },
        ],
      });
    }
    const commits = await content.listCommits(repository, 'main', 2);
    expect(commits.map(commit => commit.message.trim())).toEqual(['c', 'b']);
  });
  it('a first commit whose answer was lost is there, or completed by another', async () => {
    const world = worldOf(kind);
    const repository = await newRepository(world);
    await world.addFault({
      effect: 'drop-after',
      method: 'POST|PUT|PATCH',
      path: world.apiPath(repository),
      count: 1,
    });
    await expect(launch(world, repository)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    const { content } = world.forge;
    const [newest] = await content.listCommits(repository, 'main', 10);
    const id =
      newest.message.trim() === message.trim()
        ? newest.id
        : await launch(world, repository);
    await expectLaunched(world, repository, id);
  });
});

async function launch(world: ContractWorld, repository: ForgeRepository) {
  return world.forge.content.commit(repository, {
    branch: 'main',
    message,
    changes: files,
    seedMessage: launchMessage('Launch', seedHash),
  });
}

async function expectLaunched(
  { forge: { content } }: ContractWorld,
  repository: ForgeRepository,
  id: string,
) {
  const commits = await content.listCommits(repository, 'main', 10);
  expect(commits.map(commit => commit.message.trim())).toEqual([
    message.trim(),
  ]);
  expect(commits[0].id).toBe(id);
  await expect(content.head(repository, 'main')).resolves.toBe(id);
  const there = await content.listFiles(repository, 'main');
  expect([...there].sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual(
    files.map(file => ({
      path: file.path,
      id: gitBlobId(file.content!),
      mode: file.executable ? '100755' : '100644',
    })),
  );
  for (const file of files) {
    await expect(
      content.readFile(repository, 'main', file.path),
    ).resolves.toEqual(file.content);
  }
}
