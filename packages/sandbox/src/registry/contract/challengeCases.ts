import assert from 'node:assert/strict';
import { expectError, nothing } from './expectError.ts';
import type { RegistryCase } from './RegistryCase.ts';

/** Challenges: what a client without the right token is told. */
export const challengeCases: RegistryCase[] = [
  {
    name: 'the base without a token is challenged, without a scope',
    run: async client => {
      const response = await fetch(`${client.url}/v2/`);
      assert.equal(
        response.headers.get('docker-distribution-api-version'),
        'registry/2.0',
      );
      assert.equal(
        response.headers.get('www-authenticate'),
        `Bearer realm="${client.realm}",service="container_registry"`,
      );
      await expectError(response, 401, {
        code: 'UNAUTHORIZED',
        message: 'authentication required',
      });
    },
  },
  ...(
    [
      ['GET', '/v2/acme/app/manifests/1', 'pull', 'pull'],
      ['HEAD', '/v2/acme/app/manifests/1', 'pull', 'pull'],
      ['GET', `/v2/acme/app/blobs/${nothing}`, 'pull', 'pull'],
      ['GET', '/v2/acme/app/tags/list', 'pull', 'pull'],
      ['PUT', '/v2/acme/app/manifests/1', 'pull,push', 'push'],
      ['POST', '/v2/acme/app/blobs/uploads/', 'pull,push', 'push'],
      ['DELETE', `/v2/acme/app/manifests/${nothing}`, 'delete', 'delete'],
    ] as const
  ).map(
    ([method, path, actions, what]): RegistryCase => ({
      name: `${method} ${path.replace(
        nothing,
        '<digest>',
      )} needs a token for ${what}`,
      run: async client => {
        const response = await fetch(`${client.url}${path}`, { method });
        assert.equal(response.status, 401);
        const told = response.headers.get('www-authenticate') ?? '';
        const [, before, scope] =
          /^(.*),scope="repository:acme\/app:([a-z,]+)"$/.exec(told) ?? [];
        assert.equal(
          before,
          `Bearer realm="${client.realm}",service="container_registry"`,
        );
        // In no order that one may rely on.
        assert.equal(scope.split(',').sort().join(','), actions);
        await response.arrayBuffer();
      },
    }),
  ),
  {
    name: 'a token that allows less is an insufficient scope',
    run: async client => {
      const response = await client.call(
        'POST',
        '/v2/acme/app/blobs/uploads/',
        { as: 'puller' },
      );
      const told = response.headers.get('www-authenticate') ?? '';
      assert.match(told, /,error="insufficient_scope"$/);
      // In no order that one may rely on.
      const scope = /scope="repository:acme\/app:([a-z,]+)"/.exec(told);
      assert.deepEqual(scope?.[1].split(',').sort(), ['pull', 'push']);
      await expectError(response, 401, { code: 'UNAUTHORIZED' });
    },
  },
  {
    name: 'a token that is none is an invalid token',
    run: async client => {
      const response = await fetch(`${client.url}/v2/acme/app/tags/list`, {
        headers: { authorization: 'Bearer made.up.token' },
      });
      assert.equal(
        response.headers.get('www-authenticate'),
        `Bearer realm="${client.realm}",service="container_registry",scope="repository:acme/app:pull",error="invalid_token"`,
      );
      await expectError(response, 401, { code: 'UNAUTHORIZED' });
    },
  },
  {
    name: 'a name and a password are no token',
    run: async client => {
      const response = await fetch(`${client.url}/v2/`, {
        headers: {
          authorization: `Basic ${Buffer.from('pusher:right').toString(
            'base64',
          )}`,
        },
      });
      await expectError(response, 401, { code: 'UNAUTHORIZED' });
    },
  },
  {
    name: 'a token without a scope opens the base, and nothing else',
    run: async client => {
      const answer = await client.token(undefined, 'puller');
      const { token } = (await answer.json()) as { token: string };
      const headers = { authorization: `Bearer ${token}` };
      const base = await fetch(`${client.url}/v2/`, { headers });
      assert.equal(base.status, 200);
      assert.deepEqual(await base.json(), {});
      await expectError(
        await fetch(`${client.url}/v2/acme/app/tags/list`, { headers }),
        401,
        { code: 'UNAUTHORIZED' },
      );
    },
  },
  {
    name: 'a wrong password gets no token',
    run: async client => {
      const answer = await client.token(
        'repository:acme/app:pull',
        'puller',
        'wrong',
      );
      await expectError(answer, 401, { code: 'UNAUTHORIZED' });
    },
  },
];
