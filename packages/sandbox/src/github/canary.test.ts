import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { transportEnvironment } from '../argocd/source/transportEnvironment.ts';
import { GitClient } from '../forge/testing/gitClient.ts';
import { FolderStorage } from '../world/Storage.ts';
import { signAppJwt } from './testing/signAppJwt.ts';
import { startTestGithub } from './testing/startTestGithub.ts';
import { newKeyPair } from './ssh/newKeyPair.ts';

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

test('a token, key or secret stands in no log, page, error, record or git object', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-github-canary-'));
  const storage = new FolderStorage(join(folder, 'state'), error => {
    throw error;
  });
  const marker = 'canary0123456789';
  const world = await startTestGithub({ storage, folder, tokenMarker: marker });
  const client = await GitClient.create();
  const hookSecret = 'hook-canary-0123456789';
  const secrets = [marker, world.token];
  const answers: string[] = [];
  try {
    assert.ok(world.token.includes(marker), 'the marker is in a token');
    const name = await world.repository();
    const path = `/repos/acme/${name}`;
    const jwt = signAppJwt(world.appKey, 1);
    const { body: minted } = await world.api(
      'POST',
      '/app/installations/1/access_tokens',
      {},
      { token: jwt },
    );
    assert.ok(minted.token.includes(marker));
    const pair = newKeyPair();
    secrets.push(minted.token, pair.private, jwt);
    await world.make('POST', `${path}/keys`, {
      title: 'canary',
      key: pair.public,
    });
    await world.make('POST', `${path}/hooks`, {
      config: { url: 'http://127.0.0.1:1/', secret: hookSecret },
    });
    for (const [where, token] of [
      ['/user', world.token],
      ['/user', `${world.token}x`],
      [`${path}/hooks`, world.token],
      [`${path}/keys`, world.token],
      ['/repos/acme/nowhere', minted.token],
      ['/app/installations', jwt],
      ['/app/installations', `${jwt}x`],
    ]) {
      const { body } = await world.api('GET', where, undefined, { token });
      answers.push(JSON.stringify(body));
    }
    const url = `${world.url.replace(
      '//',
      `//x:${world.token}@`,
    )}/acme/${name}`;
    await client.run('clone', '-q', url, '.');
    await client.commit('a.txt', 'a', 'Add a');
    await client.run('push', '-q', url, 'HEAD');
    client.env = transportEnvironment({
      sshPrivateKey: pair.private,
      insecure: true,
    });
    await client.commit('b.txt', 'b', 'Add b');
    const pushed = await client.run(
      'push',
      `${world.ssh.url}/acme/${name}.git`,
      'HEAD',
    );
    answers.push(pushed.stderr);
    answers.push(await (await fetch(`${world.url}/acme/${name}`)).text());
    await world.github.settled();
    await storage.flush();
    const places = new Map<string, string>([
      ['the log', world.lines.join('\n')],
      ['an answer', answers.join('\n')],
    ]);
    for (const file of await filesBelow(folder)) {
      places.set(file, await readFile(file, 'latin1'));
    }
    assert.ok(places.size > 10);
    for (const [place, text] of places) {
      for (const secret of secrets) {
        assert.equal(text.includes(secret), false, `a secret is in ${place}`);
      }
    }
    // The forge signs with it, and so keeps it, where nobody else looks.
    for (const place of ['the log', 'an answer']) {
      assert.equal(places.get(place)!.includes(hookSecret), false, place);
    }
  } finally {
    await world.stop();
    await client.remove();
    // git may still be tidying up behind a push.
    await rm(folder, {
      recursive: true,
      force: true,
      maxRetries: 20,
      retryDelay: 200,
    });
  }
});
