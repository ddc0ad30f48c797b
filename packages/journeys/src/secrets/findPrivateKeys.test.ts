import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { newKeyPair } from '../../../sandbox/src/github/ssh/newKeyPair.ts';
import { findPrivateKeys, secretLines } from './findPrivateKeys.ts';
import { findSecrets } from './search.ts';
import { searchSandboxState } from './searchSandboxState.ts';

test('the line that is searched for is not of the public half of a key', () => {
  const { private: text, public: open } = newKeyPair();
  const [line] = secretLines(text);
  assert.ok(text.includes(line));
  assert.deepEqual(findSecrets('public', open, { key: line }), []);
  const again = Buffer.from(`a prefix ${text}`).toString('base64');
  assert.equal(findSecrets('a Secret', again, { key: line }).length, 1);
});

test('a private key belongs into a secret of GitHub or of a cluster, and nowhere else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-keys-'));
  const { private: key } = newKeyPair();
  const { private: other } = newKeyPair();
  const write = (name: string, records: object[]) =>
    writeFile(join(folder, `${name}.json`), JSON.stringify({ records }));
  try {
    await write('github-actions-secrets', [
      { id: 1, projectId: 4, name: 'GITOPS_SSH_KEY', value: key },
    ]);
    await write('github-actions-variables', [{ id: 1, value: 'open' }]);
    await write('cluster-sandbox', [
      {
        id: 1,
        object: {
          kind: 'Secret',
          metadata: { namespace: 'argocd', name: 'repo-ledger-gitops' },
          data: { sshPrivateKey: Buffer.from(other).toString('base64') },
        },
      },
    ]);
    await write('cluster-sandbox-2', []);
    const secrets = await findPrivateKeys(folder);
    assert.deepEqual(Object.keys(secrets), [
      'private key of secret GITOPS_SSH_KEY of repository 4',
      'private key of Secret argocd/repo-ledger-gitops of cluster-sandbox',
    ]);
    const clean = await searchSandboxState(folder, secrets);
    assert.deepEqual(clean.hits, []);
    assert.equal(clean.kept.length, 2);

    // Everybody who may read the repository may read its variables.
    await write('github-actions-variables', [{ id: 1, value: key }]);
    const leaking = await searchSandboxState(folder, secrets);
    assert.deepEqual(
      leaking.hits.map(({ place }) => place),
      ['github-actions-variables.json 1'],
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
