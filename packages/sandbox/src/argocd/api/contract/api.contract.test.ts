import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHttpServer } from '../../../http/startHttpServer.ts';
import { TwinWorld } from '../../contract/TwinWorld.ts';
import { argocdApiCases } from './apiCases.ts';
import type { ArgoCdApiAnswer } from './ArgoCdApiWorld.ts';

const password = 'planted-password';

describe('the API of Argo CD, on the twin', () => {
  let world: TwinWorld;
  let server: Awaited<ReturnType<typeof startHttpServer>>;
  let token: string;

  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ArgoCdApiAnswer> => {
    const response = await fetch(`${server.url}/argocd/api${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const signIn = (given: string) =>
    send('POST', '/v1/session', { username: 'admin', password: given });

  before(async () => {
    world = await TwinWorld.start({ argocdPassword: password });
    server = await startHttpServer([world.argoCd.api], { port: 0 });
    token = (await signIn(password)).body.token;
  });
  after(async () => {
    await server.stop();
    await world.stop();
  });

  for (const { name, run } of argocdApiCases) {
    it(name, () =>
      run({
        forgeUrl: world.forgeUrl,
        commit: (repository, files) => world.commit(repository, files),
        has: object => world.has(object),
        ask: (method, path, body) =>
          send(method, path, body, { authorization: `Bearer ${token}` }),
      }),
    );
  }

  // The lab's argocd-server asks nobody to sign in, so these are the twin's alone.
  const refusals: Array<
    [name: string, headers: Record<string, string>, message: RegExp]
  > = [
    ['no token', {}, /^no session information$/],
    ['a forged token', { authorization: 'Bearer a.b.c' }, /^invalid session/],
  ];
  for (const [name, headers, message] of refusals) {
    it(`${name} is 401 everywhere but at the sign-in`, async () => {
      for (const path of ['/v1/projects', '/v1/applications/x', '/v1/other']) {
        const { status, body } = await send('GET', path, undefined, headers);
        assert.equal(status, 401);
        assert.equal(body.code, 16);
        assert.match(body.message, message);
      }
    });
  }

  it('a wrong password is 401, and does not say what was wrong', async () => {
    const { status, body } = await signIn('wrong');
    assert.equal(status, 401);
    assert.equal(body.message, 'Invalid username or password');
  });
});
