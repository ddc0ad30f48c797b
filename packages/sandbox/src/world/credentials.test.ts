import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadCredentials } from './credentials.ts';

describe('loadCredentials', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-credentials-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('gives the same at the next start, from a file for this user alone', async () => {
    const first = await loadCredentials(folder);
    const second = await loadCredentials(folder);
    const { mode } = await stat(join(folder, 'credentials.json'));

    assert.deepEqual(second, first);
    assert.equal(mode & 0o777, 0o600);
  });

  it('keeps what it is given', async () => {
    const given = { forgeToken: 'glpat-given-by-the-test-4711' };

    assert.equal(
      (await loadCredentials(folder, given)).forgeToken,
      given.forgeToken,
    );
    assert.equal((await loadCredentials(folder)).forgeToken, given.forgeToken);
  });

  it('makes up what an older file does not have, and keeps the rest', async () => {
    const older = await mkdtemp(join(tmpdir(), 'sandbox-credentials-'));
    const { forgeToken, clusterToken, webhookSecret, registrySecret } =
      await loadCredentials(older);
    await writeFile(
      join(older, 'credentials.json'),
      JSON.stringify({
        forgeToken,
        clusterToken,
        webhookSecret,
        registrySecret,
      }),
    );
    const loaded = await loadCredentials(older);
    assert.equal(loaded.forgeToken, forgeToken);
    assert.match(loaded.githubToken, /^ghp_/);
    assert.deepEqual(await loadCredentials(older), loaded);
    await rm(older, { recursive: true });
  });

  it('keeps the further tokens that it is given', async () => {
    const forgeTokens = [
      { token: 'glpat-of-root-4711-abcd', username: 'root', scopes: ['api'] },
    ];
    await loadCredentials(folder, { forgeTokens });
    assert.deepEqual((await loadCredentials(folder)).forgeTokens, forgeTokens);
  });

  it('says what to do when the file is broken', async () => {
    await writeFile(join(folder, 'credentials.json'), '{');

    await assert.rejects(loadCredentials(folder), /start afresh/);
  });
});
