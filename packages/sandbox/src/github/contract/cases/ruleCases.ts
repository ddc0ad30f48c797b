import assert from 'node:assert/strict';
import type { ContractCases } from './ContractCases.ts';
import { newKeyPair } from '../../ssh/newKeyPair.ts';

const repo = '/repos/{owner}/{repo}';
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Branches, their rules, keys, hooks, pull requests and packages. */
export const ruleCases: ContractCases = {
  'branches and their protection': async contract => {
    const { world } = contract;
    const name = await world.repository();
    const where = { repo: name, branch: 'main' };
    const list = `GET ${repo}/branches`;
    const { body } = await contract.call(list, 200, where);
    assert.equal(body[0].protected, false);
    await contract.call(list, 404, { repo: 'nowhere' });
    await contract.call(
      `GET ${repo}/branches/{branch}`,
      404,
      {
        ...where,
        branch: 'nowhere',
      },
      { message: 'Branch not found' },
    );

    const read = `GET ${repo}/branches/{branch}/protection`;
    const write = `PUT ${repo}/branches/{branch}/protection`;
    await contract.call(read, 404, where, { message: 'Branch not protected' });
    const rule = {
      required_status_checks: { strict: true, contexts: ['ci'] },
      enforce_admins: true,
      required_pull_request_reviews: { required_approving_review_count: 1 },
      restrictions: null,
    };
    await contract.call(write, 200, where, { body: rule });
    await contract.call(write, 422, where, {
      body: { ...rule, restrictions: undefined },
      message: `Invalid request.\n\n"restrictions" wasn't supplied.`,
    });
    await contract.call(
      write,
      404,
      { ...where, branch: 'nowhere' },
      {
        body: rule,
      },
    );
    await contract.call(write, 403, where, {
      body: rule,
      token: world.tokenOf('developer'),
    });
    await contract.call(read, 200, where);
    const seen = await contract.call(
      `GET ${repo}/branches/{branch}`,
      200,
      where,
    );
    assert.equal(seen.body.protected, true);
    await contract.call(
      `PUT ${repo}/contents/{path}`,
      409,
      { ...where, path: 'x' },
      {
        body: { message: 'x', content: base64('x') },
        message:
          'Could not create file: Changes must be made through a pull request.\nRequired status check "ci" is expected.',
      },
    );
  },

  rulesets: async contract => {
    const { world } = contract;
    const where = { repo: await world.repository() };
    const operation = `POST ${repo}/rulesets`;
    const body = {
      name: 'main',
      enforcement: 'active',
      conditions: { ref_name: { include: ['refs/heads/main'], exclude: [] } },
      rules: [{ type: 'non_fast_forward' }, { type: 'deletion' }],
    };
    await contract.call(operation, 201, where, { body });
    await contract.call(operation, 422, where, {
      body,
      message: 'Validation Failed',
    });
    await contract.call(operation, 404, { repo: 'nowhere' }, { body });
  },

  'deploy keys': async contract => {
    const { world } = contract;
    const where = { repo: await world.repository() };
    const operation = `POST ${repo}/keys`;
    const key = newKeyPair().public;
    const { body } = await contract.call(operation, 201, where, {
      body: { title: 'argocd', key, read_only: true },
    });
    assert.equal(body.read_only, true);
    const other = { repo: await world.repository() };
    const taken = await contract.call(operation, 422, other, {
      body: { title: 'again', key },
      message: 'Validation Failed',
    });
    assert.equal(taken.body.errors[0].message, 'key is already in use');
    const wrong = await contract.call(operation, 422, other, {
      body: { title: 'x', key: 'ssh-nothing' },
    });
    assert.match(wrong.body.errors[0].message, /^key is invalid/);
  },

  hooks: async contract => {
    const { world } = contract;
    const where = { repo: await world.repository() };
    const operation = `POST ${repo}/hooks`;
    const body = {
      name: 'web',
      events: ['push', 'workflow_run'],
      config: {
        url: `${world.url}/nowhere`,
        content_type: 'json',
        secret: 'of-the-hook-4711',
      },
    };
    const made = await contract.call(operation, 201, where, { body });
    assert.equal(made.body.config.secret, '********');
    const again = await contract.call(operation, 422, where, { body });
    assert.equal(
      again.body.errors[0].message,
      'Hook already exists on this repository',
    );
    const wrong = await contract.call(operation, 422, where, {
      body: { ...body, events: ['pushes'] },
    });
    assert.equal(
      wrong.body.errors[0].message,
      'These event types are invalid: pushes',
    );
    await contract.call(operation, 403, where, {
      body,
      token: world.tokenOf('developer'),
    });
    await contract.call(operation, 404, { repo: 'nowhere' }, { body });
    await contract.call(`GET ${repo}/hooks`, 200, where);
    await contract.call(`GET ${repo}/hooks`, 404, { repo: 'nowhere' });
  },

  'pull requests': async contract => {
    const { world } = contract;
    const name = await world.repository();
    const where = { repo: name };
    const path = `/repos/acme/${name}`;
    const list = `GET ${repo}/pulls`;
    const create = `POST ${repo}/pulls`;
    const one = `GET ${repo}/pulls/{pull_number}`;
    const merge = `PUT ${repo}/pulls/{pull_number}/merge`;
    const main = await world.make('GET', `${path}/git/ref/heads/main`);
    const branch = async (ref: string, file: string, text: string) => {
      await world.make('POST', `${path}/git/refs`, {
        ref: `refs/heads/${ref}`,
        sha: main.object.sha,
      });
      await world.make('PUT', `${path}/contents/${file}`, {
        message: ref,
        content: base64(text),
        branch: ref,
      });
    };
    await branch('one', 'same.txt', '1');
    await branch('two', 'same.txt', '2');
    const body = { title: 'One', head: 'one', base: 'main' };
    await contract.call(create, 201, where, { body });
    const again = await contract.call(create, 422, where, { body });
    assert.equal(
      again.body.errors[0].message,
      'A pull request already exists for acme:one.',
    );
    const wrong = await contract.call(create, 422, where, {
      body: { ...body, head: 'nowhere' },
    });
    assert.deepEqual(wrong.body.errors, [
      { resource: 'PullRequest', field: 'head', code: 'invalid' },
    ]);
    await contract.call(create, 403, where, {
      body,
      token: world.fineGrained('slipway', { pull_requests: 'read' }),
    });
    const { headers } = await contract.call(list, 200, where);
    await contract.call(list, 304, where, {
      headers: { 'if-none-match': headers.get('etag')! },
    });
    await contract.call(list, 422, where, {
      query: '?state=merged',
      message: 'Validation Failed',
    });

    const at = { ...where, pull_number: 1 };
    const first = await contract.call(one, 200, at);
    assert.equal(first.body.mergeable, null);
    const second = await contract.call(one, 200, at);
    assert.equal(second.body.mergeable, true);
    await contract.call(one, 304, at, {
      headers: { 'if-none-match': second.headers.get('etag')! },
    });
    await contract.call(one, 404, { ...where, pull_number: 99 });

    const edit = `PATCH ${repo}/pulls/{pull_number}`;
    await contract.call(edit, 200, at, { body: { title: 'The first' } });
    await contract.call(edit, 422, at, { body: { base: 'nowhere' } });
    await contract.call(edit, 403, at, {
      body: { title: 'x' },
      token: world.tokenOf('viewer'),
    });

    await contract.call(merge, 409, at, {
      body: { sha: 'f'.repeat(40) },
      message: 'Head branch was modified. Review and try the merge again.',
    });
    await contract.call(merge, 422, at, { body: { merge_method: 'magic' } });
    await contract.call(merge, 403, at, {
      token: world.tokenOf('viewer'),
    });
    await contract.call(merge, 404, { ...where, pull_number: 99 });
    await contract.call(merge, 200, at, { body: {} });
    await world.make('POST', `${path}/pulls`, { ...body, head: 'two' });
    await contract.call(
      merge,
      405,
      { ...where, pull_number: 2 },
      {
        body: {},
        message: 'Pull Request is not mergeable',
      },
    );
  },

  packages: async contract => {
    const { world } = contract;
    const list = 'GET /orgs/{org}/packages';
    const versions =
      'GET /orgs/{org}/packages/{package_type}/{package_name}/versions';
    const ofUser =
      'GET /users/{username}/packages/{package_type}/{package_name}/versions';
    const name = await world.repository();
    const own = world.fresh('own');
    await world.make('POST', '/user/repos', { name: own, private: true });
    for (const repository of [`acme/${name}`, `slipway/${own}`]) {
      await world.registry.pushSimulatedImage({
        repository,
        tag: '1.0',
        labels: {},
        credentials: { username: 'slipway', password: world.token },
      });
    }
    const query = '?package_type=container';
    const where = { package_type: 'container', package_name: name };
    const mine = {
      package_type: 'container',
      package_name: own,
      username: 'slipway',
    };
    const without = world.tokenOf('slipway', ['repo']);
    const { body } = await contract.call(list, 200, {}, { query });
    assert.equal(body[0].name, name);
    await contract.call(list, 400, {}, { message: 'Invalid argument.' });
    await contract.call(list, 401, {}, { query, token: null });
    await contract.call(
      list,
      403,
      {},
      {
        query,
        token: without,
        message: 'You need at least read:packages scope to list packages.',
      },
    );
    for (const [operation, at] of [
      [versions, where],
      [ofUser, mine],
    ] as const) {
      const found = await contract.call(operation, 200, at);
      assert.deepEqual(found.body[0].metadata.container.tags, ['1.0']);
      await contract.call(operation, 401, at, { token: null });
      await contract.call(operation, 403, at, { token: without });
      await contract.call(
        operation,
        404,
        { ...at, package_name: 'nowhere' },
        {
          message: 'Package not found.',
        },
      );
    }
  },
};
