import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { searchFolder, searchGitObjects } from './search.ts';

const secrets = { token: 'glpat-canary-4711' };

describe('the search for secrets', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-search-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('finds one in a file, and skips what it is told to skip', async () => {
    await writeFile(join(folder, 'log.txt'), 'Bearer glpat-canary-4711\n');
    await writeFile(join(folder, 'allowed.json'), '"glpat-canary-4711"');

    const { files, hits } = await searchFolder(folder, secrets, {
      skip: path => path === 'allowed.json',
    });

    assert.equal(files, 1);
    assert.deepEqual(hits, [{ place: 'log.txt', secret: 'token' }]);
  });

  it('finds one in a git object that no branch reaches any more', async () => {
    const repository = join(folder, 'repository');
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: repository,
        input: 'password: glpat-canary-4711\n',
      });
    execFileSync('git', ['init', '--quiet', repository]);
    git('hash-object', '-w', '--stdin');

    const { hits } = await searchGitObjects(repository, secrets);

    assert.equal(hits.length, 1);
  });
});
