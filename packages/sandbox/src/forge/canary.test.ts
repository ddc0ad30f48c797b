import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { FolderStorage } from '../world/Storage.ts';
import { gitEnvironment } from '../git/GitCommand.ts';
import { startTestForge } from './testing/startTestForge.ts';

const run = promisify(execFile);

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

test('a token stands in no log, page, error, record or git object', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-canary-'));
  const state = join(folder, 'state');
  const storage = new FolderStorage(state, error => {
    throw error;
  });
  const canary = 'glpat-canary-0123456789';
  const world = await startTestForge({
    storage,
    folder: join(folder, 'repositories'),
    tokens: { forgeToken: canary },
  });
  const secrets = [canary];
  const answers: string[] = [];
  try {
    const group = (await world.api('GET', '/groups/acme')).body.id;
    const { id } = (
      await world.api('POST', '/projects', { name: 'x', namespace_id: group })
    ).body;
    for (const [path, body] of [
      ['deploy_tokens', { name: 'd', scopes: ['read_repository'] }],
      ['access_tokens', { name: 'a', scopes: ['write_repository'] }],
    ] as const) {
      const { body: made } = await world.api(
        'POST',
        `/projects/${id}/${path}`,
        body,
      );
      secrets.push(made.token);
      answers.push(
        JSON.stringify(
          (await world.api('GET', `/projects/${id}/${path}`)).body,
        ),
      );
    }
    secrets.push(
      world.forge.context.issueJobToken({ id: 1, projectId: id, userId: 2 }),
    );
    await world.api('POST', `/projects/${id}/hooks`, {
      url: 'http://127.0.0.1:9/',
      token: 'hook-canary-0123456789',
    });
    const client = join(folder, 'client');
    const url = `${world.url.replace('//', `//oauth2:${canary}@`)}/acme/x.git`;
    const options = { env: gitEnvironment() };
    await run('git', ['clone', '-q', url, client], options);
    await run(
      'git',
      [
        '-C',
        client,
        '-c',
        'user.name=x',
        '-c',
        'user.email=x@example.com',
        'commit',
        '-q',
        '--allow-empty',
        '-m',
        'Begin',
      ],
      options,
    );
    await run('git', ['-C', client, 'push', '-q', 'origin', 'HEAD'], options);
    await rm(client, { recursive: true });
    for (const [path, token] of [
      ['/projects/999', canary],
      ['/user', `${canary}x`],
      [`/projects/${id}/hooks`, canary],
      ['/users', canary],
    ]) {
      const answer = await world.api('GET', path, undefined, { token });
      answers.push(JSON.stringify(answer.body));
    }
    answers.push(await (await fetch(`${world.url}/acme/x`)).text());
    await world.forge.context.hooks.settled();
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
        assert.equal(text.includes(secret), false, `a token is in ${place}`);
      }
    }
    assert.equal(places.get('an answer')!.includes('hook-canary'), false);
    assert.equal(places.get('the log')!.includes('hook-canary'), false);
  } finally {
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a forge that is started again on its folder knows its projects and its tokens', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-restart-'));
  const start = () =>
    startTestForge({
      storage: new FolderStorage(join(folder, 'state'), error => {
        throw error;
      }),
      folder: join(folder, 'repositories'),
    });
  const first = await start();
  const group = (await first.api('GET', '/groups/acme')).body.id;
  await first.api('POST', '/projects', {
    name: 'x',
    namespace_id: group,
    initialize_with_readme: true,
  });
  await first.storage.flush();
  await first.stop();
  const second = await start();
  const { body } = await second.api('GET', '/projects/acme%2Fx', undefined, {
    token: first.token,
  });
  assert.equal(body.empty_repo, false);
  assert.equal(second.forge.context.records.users.all().length, 5);
  await second.stop();
  await rm(folder, { recursive: true, force: true });
});
