import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { commitStats, diffTrees } from './diffTrees.ts';
import { GitRepositories } from './GitRepositories.ts';
import type { GitRepository } from './GitRepository.ts';
import { zeroSha } from './GitRepository.ts';
import { KeyedLock } from './KeyedLock.ts';
import { mergeTrees } from './mergeTrees.ts';
import { planTreeChanges } from './planTreeChanges.ts';
import type { FileAction } from './planTreeChanges.ts';
import { writeBlob } from './writeBlob.ts';
import { writeCommitObject, writeTree } from './writeCommit.ts';

let folder: string;
let git: GitRepository;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-repositories-'));
  const repositories = new GitRepositories(folder);
  await repositories.prepare();
  git = repositories.of({ id: 1 });
  await git.create('main');
});
after(() => rm(folder, { recursive: true, force: true }));

async function commit(
  parent: string | undefined,
  actions: FileAction[],
): Promise<string> {
  const entries = parent ? await git.tree(parent, '', true) : [];
  const plan = planTreeChanges(entries, actions);
  assert.ok(plan.ok);
  const person = { name: 'A person <x>', email: 'person@example.com' };
  return writeCommitObject(
    git,
    await writeTree(git, parent, plan.changes),
    parent ? [parent] : [],
    {
      message: 'Change\n\nwith a body',
      author: person,
      committer: person,
      date: new Date('2026-01-02T03:04:05Z'),
    },
  );
}

const create = (path: string, content: string): FileAction => ({
  action: 'create',
  path,
  content: Buffer.from(content),
});

test('what is written is what git reads, and the repository is sound', async () => {
  const binary = Buffer.from([0, 1, 2, 255]);
  const sha = await commit(undefined, [
    create('naïve name.txt', 'x\n'),
    { action: 'create', path: 'bin/data', content: binary },
  ]);
  await git.updateRef('refs/heads/main', sha, zeroSha);
  assert.deepEqual(await git.readFile('main', 'bin/data'), binary);
  assert.equal(String(await git.readFile('main', 'naïve name.txt')), 'x\n');
  const found = (await git.commit('main'))!;
  assert.equal(found.authorName, 'A person x');
  assert.equal(found.message, 'Change\n\nwith a body');
  assert.equal(found.committedDate, '2026-01-02T03:04:05.000+00:00');
  await git.run(['fsck', '--strict']);
});

test('a blob has the id that git gives it', async () => {
  const content = Buffer.from('what is in the file\n');
  assert.equal(
    await writeBlob(git, content),
    await git.runText(['hash-object', '--stdin'], content),
  );
});

test('a revision is never taken for an option or a range', async () => {
  for (const revision of [
    '--all',
    '-h',
    'main..main',
    '',
    'no such',
    '@{-1}',
  ]) {
    assert.equal(await git.resolve(revision), undefined, revision);
  }
});

test('a ref is moved only from where it was thought to be', async () => {
  const sha = await commit(undefined, [create('a', 'a')]);
  await assert.rejects(git.updateRef('refs/heads/main', sha, zeroSha));
});

test('differences tell new, renamed, removed and changed files apart', async () => {
  const one = await commit(undefined, [
    create('stays', 'a\nb\n'),
    create('goes', 'c\n'),
    create('moves', 'd\ne\nf\n'),
  ]);
  const two = await commit(one, [
    { action: 'update', path: 'stays', content: Buffer.from('a\nB\n') },
    { action: 'delete', path: 'goes' },
    { action: 'move', path: 'moved', previousPath: 'moves' },
    create('comes', '@@ not a hunk\n'),
  ]);
  const files = await diffTrees(git, one, two);
  assert.deepEqual(
    files.map(each => [
      each.newPath,
      each.newFile,
      each.deletedFile,
      each.renamedFile,
    ]),
    [
      ['comes', true, false, false],
      ['goes', false, true, false],
      ['moved', false, false, true],
      ['stays', false, false, false],
    ],
  );
  assert.equal(files[3].diff, '@@ -1,2 +1,2 @@\n a\n-b\n+B\n');
  assert.equal(files[0].diff, '@@ -0,0 +1 @@\n+@@ not a hunk\n');
  const commits = await git.log(`${one}..${two}`);
  assert.equal(commits.length, 1);
  assert.deepEqual(await commitStats(git, commits[0]), {
    additions: 5,
    deletions: 5,
    total: 10,
  });
});

test('merging says when it cannot', async () => {
  const base = await commit(undefined, [create('a', 'a\n')]);
  const change = (content: string) =>
    commit(base, [
      { action: 'update', path: 'a', content: Buffer.from(content) },
    ]);
  const [one, two] = [await change('one\n'), await change('two\n')];
  const beside = await commit(base, [create('b', 'b\n')]);
  assert.equal(await mergeTrees(git, one, two), undefined);
  assert.match((await mergeTrees(git, one, beside))!, /^[0-9a-f]{40}$/);
});

test('work under one key is done one after the other, and a failure lets the next go on', async () => {
  const lock = new KeyedLock();
  const order: string[] = [];
  const work = (name: string, fails = false) =>
    lock.run('key', async () => {
      order.push(`${name} begins`);
      await new Promise(resolve => setTimeout(resolve, 5));
      order.push(`${name} ends`);
      if (fails) throw new Error(name);
    });
  await Promise.allSettled([work('one'), work('two', true), work('three')]);
  assert.deepEqual(order, [
    'one begins',
    'one ends',
    'two begins',
    'two ends',
    'three begins',
    'three ends',
  ]);
});
