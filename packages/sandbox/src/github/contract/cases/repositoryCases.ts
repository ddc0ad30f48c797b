import assert from 'node:assert/strict';
import type { ContractCall } from '../ContractCall.ts';
import { signAppJwt } from '../../testing/signAppJwt.ts';
import type { ContractCases } from './ContractCases.ts';

const repo = '/repos/{owner}/{repo}';

/** People, organisations and repositories. */
export const repositoryCases: ContractCases = {
  'what the server is': async contract => {
    await unchanged(contract, 'GET /meta');
    await unchanged(contract, 'GET /rate_limit');
    const { body, headers } = await contract.call('GET /rate_limit', 200);
    assert.equal(body.rate.limit, Number(headers.get('x-ratelimit-limit')));
  },

  'who asks': async contract => {
    await unchanged(contract, 'GET /user');
    const { body } = await contract.call('GET /user', 200);
    assert.equal(body.login, 'slipway');
    await contract.call(
      'GET /user',
      401,
      {},
      {
        token: null,
        message: 'Requires authentication',
      },
    );
    await contract.call(
      'GET /user',
      401,
      {},
      {
        token: 'ghp_nobody',
        message: 'Bad credentials',
      },
    );
  },

  'an organisation': async contract => {
    await contract.call('GET /orgs/{org}', 200);
    await contract.call(
      'GET /orgs/{org}',
      404,
      { org: 'nobody' },
      {
        message: 'Not Found',
      },
    );
  },

  'making a repository of one’s own': async contract => {
    const operation = 'POST /user/repos';
    const { world } = contract;
    const name = world.fresh('own');
    await contract.call(operation, 201, {}, { body: { name } });
    const { body } = await contract.call(
      operation,
      422,
      {},
      {
        body: { name },
        message: 'Repository creation failed.',
      },
    );
    assert.deepEqual(body.errors, [
      {
        resource: 'Repository',
        code: 'custom',
        field: 'name',
        message: 'name already exists on this account',
      },
    ]);
    await contract.call(
      operation,
      400,
      {},
      {
        body: '{',
        message: 'Problems parsing JSON',
      },
    );
    await contract.call(operation, 401, {}, { body: { name }, token: null });
    await contract.call(
      operation,
      403,
      {},
      {
        body: { name },
        token: jobToken(world),
        message: 'Resource not accessible by integration',
      },
    );
  },

  'making one in an organisation': async contract => {
    const operation = 'POST /orgs/{org}/repos';
    const { world } = contract;
    const name = world.fresh('service');
    const { body } = await contract.call(
      operation,
      201,
      {},
      {
        body: { name, private: true, description: 'Pays' },
      },
    );
    assert.equal(body.full_name, `acme/${name}`);
    assert.equal(body.clone_url, `${world.url}/acme/${name}.git`);
    await contract.call(operation, 422, {}, { body: { name } });
    await contract.call(
      operation,
      422,
      {},
      {
        body: {},
        message: `Invalid request.\n\n"name" wasn't supplied.`,
      },
    );
    await contract.call(
      operation,
      403,
      {},
      {
        body: { name: world.fresh('x') },
        token: world.tokenOf('viewer'),
      },
    );
  },

  'making one of a template': async contract => {
    const { world } = contract;
    const name = await world.repository();
    await world.make('PATCH', `/repos/acme/${name}`, { is_template: true });
    const { body } = await contract.call(
      'POST /repos/{template_owner}/{template_repo}/generate',
      201,
      { template_owner: 'acme', template_repo: name },
      { body: { owner: 'acme', name: world.fresh('made'), private: true } },
    );
    const files = await world.make('GET', `/repos/${body.full_name}/contents/`);
    assert.deepEqual(
      files.map((file: { path: string }) => file.path),
      ['README.md'],
    );
  },

  'reading one': async contract => {
    const operation = `GET ${repo}`;
    const { world } = contract;
    const name = await world.repository();
    const { body } = await contract.call(operation, 200, { repo: name });
    assert.equal(body.permissions.admin, true);
    assert.match(body.ssh_url, /^ssh:\/\/git@localhost:\d+\/acme\//);
    await contract.call(operation, 404, { repo: 'nowhere' });
    // What is private is not there for others.
    await contract.call(operation, 404, { repo: name }, { token: null });
    await contract.call(
      operation,
      404,
      { repo: name },
      {
        token: world.tokenOf('developer', ['read:packages']),
      },
    );
    const renamed = world.fresh('renamed');
    await contract.call(
      `PATCH ${repo}`,
      200,
      { repo: name },
      {
        body: { name: renamed },
      },
    );
    const moved = await contract.call(operation, 301, { repo: name });
    assert.match(
      moved.headers.get('location')!,
      /\/api\/v3\/repositories\/\d+$/,
    );
    const there = await fetch(moved.headers.get('location')!, {
      headers: { authorization: `Bearer ${world.token}` },
    });
    assert.equal((await there.json()).full_name, `acme/${renamed}`);
    await contract.call(
      `PATCH ${repo}`,
      307,
      { repo: name },
      {
        body: { description: 'x' },
      },
    );
    await contract.call(`DELETE ${repo}`, 307, { repo: name });
  },

  'changing one': async contract => {
    const operation = `PATCH ${repo}`;
    const { world } = contract;
    const name = await world.repository();
    const where = { repo: name };
    await contract.call(operation, 422, where, {
      body: { default_branch: 'nowhere' },
      message: 'Validation Failed',
    });
    await contract.call(operation, 403, where, {
      body: { description: 'x' },
      token: world.tokenOf('developer'),
      message: 'Must have admin rights to Repository.',
    });
    await contract.call(operation, 404, where, {
      body: { description: 'x' },
      token: world.tokenOf('viewer'),
    });
    const { body } = await contract.call(operation, 200, where, {
      body: { archived: true },
    });
    assert.equal(body.archived, true);
    await contract.call(operation, 403, where, {
      body: { description: 'x' },
      message: 'Repository was archived so is read-only.',
    });
  },

  'removing one': async contract => {
    const operation = `DELETE ${repo}`;
    const { world } = contract;
    const where = { repo: await world.repository() };
    await contract.call(operation, 403, where, {
      token: world.tokenOf('slipway', ['repo']),
      message: 'Must have admin rights to Repository.',
    });
    await contract.call(operation, 204, where);
    await contract.call(operation, 404, where);
  },

  'an App’s installation and its tokens': async contract => {
    const { world } = contract;
    const find = `GET ${repo}/installation`;
    const mint = 'POST /app/installations/{installation_id}/access_tokens';
    const name = await world.repository();
    const jwt = signAppJwt(world.appKey, 1);
    const { body } = await contract.call(
      find,
      200,
      { repo: name },
      {
        token: jwt,
      },
    );
    await contract.call(find, 404, { repo: 'nowhere' }, { token: jwt });
    const renamed = world.fresh('renamed');
    await world.make('PATCH', `/repos/acme/${name}`, { name: renamed });
    await contract.call(find, 301, { repo: name }, { token: jwt });

    const where = { installation_id: body.id };
    const made = await contract.call(mint, 201, where, { token: jwt });
    assert.match(made.body.token, /^ghs_/);
    await contract.call(
      find,
      401,
      { repo: renamed },
      {
        token: made.body.token,
      },
    );
    await contract.call(mint, 401, where, {
      token: world.token,
      message: 'A JSON web token could not be decoded',
    });
    await contract.call(mint, 404, { installation_id: 99 }, { token: jwt });
    await contract.call(mint, 422, where, {
      token: jwt,
      body: { permissions: { organization_administration: 'write' } },
      message:
        'The permissions requested are not granted to this installation.',
    });
    const { records } = world.github.context;
    const installation = records.installations.get(body.id)!;
    records.installations.put({ ...installation, suspended: true });
    await contract.call(mint, 403, where, {
      token: jwt,
      message: 'This installation has been suspended',
    });
    records.installations.put(installation);
  },
};

/** An answer that its asker has already is not sent again, and does not count. */
async function unchanged(contract: ContractCall, operation: string) {
  const first = await contract.call(operation, 200);
  const second = await contract.call(
    operation,
    304,
    {},
    { headers: { 'if-none-match': first.headers.get('etag')! } },
  );
  assert.equal(
    second.headers.get('x-ratelimit-used'),
    first.headers.get('x-ratelimit-used'),
  );
}

/** `GITHUB_TOKEN` of a job, which may do little outside of its repository. */
function jobToken(world: Parameters<ContractCases[string]>[0]['world']) {
  const { tokens, bot } = world.github.context;
  return tokens.issueWorkflowToken({
    jobId: 1,
    projectId: 1,
    userId: bot('github-actions[bot]').id,
    permissions: { contents: 'write' },
  });
}
