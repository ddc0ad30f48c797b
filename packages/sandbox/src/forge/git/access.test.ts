import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestForge } from '../testing/startTestForge.ts';
import type { TestForge } from '../testing/startTestForge.ts';

let world: TestForge;
let project: { id: number };
let path = '';
let count = 0;

before(async () => {
  world = await startTestForge();
});
after(() => world.stop());

async function newProject(): Promise<void> {
  count += 1;
  path = `acme/repository-${count}`;
  const group = (await world.api('GET', '/groups/acme')).body;
  const answer = await world.api('POST', '/projects', {
    name: `repository-${count}`,
    namespace_id: group.id,
    initialize_with_readme: true,
  });
  assert.equal(answer.status, 201);
  project = answer.body;
}

interface AccessCase {
  name: string;
  /** User name and password for git; undefined: none. */
  credentials: () => Promise<[string, string] | undefined>;
  read: number;
  write: number;
}

async function deployToken(scopes: string[]): Promise<[string, string]> {
  const { body } = await world.api(
    'POST',
    `/projects/${project.id}/deploy_tokens`,
    { name: 'x', scopes },
  );
  return [body.username, body.token];
}

async function projectToken(
  scopes: string[],
  level: number,
): Promise<[string, string]> {
  const { body } = await world.api(
    'POST',
    `/projects/${project.id}/access_tokens`,
    { name: 'x', scopes, access_level: level },
  );
  return ['anything', body.token];
}

const accessCases: AccessCase[] = [
  {
    name: 'no credentials',
    credentials: async () => undefined,
    read: 401,
    write: 401,
  },
  {
    name: 'a wrong password',
    credentials: async () => ['developer', 'glpat-wrong'],
    read: 401,
    write: 401,
  },
  {
    name: 'a personal token with api',
    credentials: async () => ['x', world.tokenOf('developer')],
    read: 200,
    write: 200,
  },
  {
    name: 'a personal token with read_repository',
    credentials: async () => [
      'x',
      world.tokenOf('developer', ['read_repository']),
    ],
    read: 200,
    write: 403,
  },
  {
    name: 'a personal token with write_repository',
    credentials: async () => [
      'x',
      world.tokenOf('developer', ['write_repository']),
    ],
    read: 200,
    write: 200,
  },
  {
    name: 'a personal token with read_registry',
    credentials: async () => [
      'x',
      world.tokenOf('developer', ['read_registry']),
    ],
    read: 403,
    write: 403,
  },
  {
    name: 'a reporter',
    credentials: async () => ['viewer', world.tokenOf('viewer')],
    read: 200,
    write: 403,
  },
  {
    name: 'a deploy token with read_repository',
    credentials: () => deployToken(['read_repository']),
    read: 200,
    write: 403,
  },
  {
    name: 'a deploy token with read_registry',
    credentials: () => deployToken(['read_registry']),
    read: 403,
    write: 403,
  },
  {
    name: 'a deploy token under another name',
    credentials: async () => [
      'other',
      (await deployToken(['read_repository']))[1],
    ],
    read: 401,
    write: 401,
  },
  {
    name: 'a project token with write_repository',
    credentials: () => projectToken(['write_repository'], 40),
    read: 200,
    write: 200,
  },
  {
    name: 'a project token of a reporter',
    credentials: () => projectToken(['write_repository'], 20),
    read: 200,
    write: 403,
  },
  {
    name: 'a job’s token',
    credentials: async () => [
      'gitlab-ci-token',
      world.forge.context.issueJobToken({
        id: 1,
        projectId: project.id,
        userId: 2,
      }),
    ],
    read: 200,
    write: 403,
  },
  {
    name: 'a job’s token of another project',
    credentials: async () => [
      'gitlab-ci-token',
      world.forge.context.issueJobToken({ id: 2, projectId: 999, userId: 2 }),
    ],
    read: 404,
    write: 404,
  },
  {
    name: 'a job’s token after the job',
    credentials: async () => {
      const token = world.forge.context.issueJobToken({
        id: 3,
        projectId: project.id,
        userId: 2,
      });
      world.forge.context.revokeJobToken(3);
      return ['gitlab-ci-token', token];
    },
    read: 401,
    write: 401,
  },
];

for (const { name, credentials, read, write } of accessCases) {
  test(`git answers ${name} with ${read} for reading and ${write} for writing`, async () => {
    await newProject();
    const pair = await credentials();
    for (const [service, status] of [
      ['git-upload-pack', read],
      ['git-receive-pack', write],
    ] as const) {
      const answer = await fetch(
        `${world.url}/${path}.git/info/refs?service=${service}`,
        {
          headers: pair
            ? { authorization: `Basic ${btoa(pair.join(':'))}` }
            : {},
        },
      );
      const text = await answer.text();
      assert.equal(answer.status, status, `${service}: ${text}`);
      if (status === 401) {
        assert.equal(
          answer.headers.get('www-authenticate'),
          'Basic realm="GitLab"',
        );
        assert.match(text, /^HTTP Basic: Access denied\./);
      }
    }
  });
}
