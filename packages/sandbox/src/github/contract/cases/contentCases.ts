import assert from 'node:assert/strict';
import type { ContractCases } from './ContractCases.ts';

const repo = '/repos/{owner}/{repo}';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const nowhere = 'f'.repeat(40);
const ruled = {
  name: 'main by pull requests',
  enforcement: 'active',
  conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
  rules: [{ type: 'pull_request' }],
};

/** Files, and git's own objects. */
export const contentCases: ContractCases = {
  'files one at a time': async contract => {
    const { world } = contract;
    const read = `GET ${repo}/contents/{path}`;
    const write = `PUT ${repo}/contents/{path}`;
    const name = world.fresh('contents');
    await world.make('POST', '/orgs/acme/repos', { name, private: true });
    const at = { repo: name, path: 'README.md' };
    await contract.call(read, 404, at, {
      message: 'This repository is empty.',
    });
    const body = { message: 'Begin', content: base64('one\n') };
    const made = await contract.call(write, 201, at, { body });
    await contract.call(write, 422, at, {
      body,
      message: `Invalid request.\n\n"sha" wasn't supplied.`,
    });
    await contract.call(write, 409, at, {
      body: { ...body, sha: nowhere },
      message: `README.md does not match ${nowhere}`,
    });
    await contract.call(
      write,
      422,
      { ...at, path: 'x' },
      {
        body: { ...body, content: '*' },
        message: 'content is not valid Base64',
      },
    );
    await contract.call(write, 404, at, {
      body: { ...body, branch: 'nowhere' },
      message: 'Branch nowhere not found',
    });
    const { sha } = made.body.content;
    await contract.call(write, 200, at, {
      body: { message: 'Again', content: base64('two\n'), sha },
    });
    const { body: file, headers } = await contract.call(read, 200, at);
    assert.equal(Buffer.from(file.content, 'base64').toString(), 'two\n');
    await contract.call(read, 304, at, {
      headers: { 'if-none-match': headers.get('etag')! },
    });
    const listed = await contract.call(read, 200, { ...at, path: '' });
    assert.equal(listed.body[0].type, 'file');
    await contract.call(read, 404, at, {
      query: '?ref=nowhere',
      message: 'No commit found for the ref nowhere',
    });
    await contract.call(read, 403, at, {
      token: world.fineGrained('slipway', { metadata: 'read' }),
      message: 'Resource not accessible by personal access token',
    });
    await world.make('POST', `/repos/acme/${name}/rulesets`, ruled);
    await contract.call(
      write,
      409,
      { ...at, path: 'new' },
      {
        body,
        message:
          'Repository rule violations found\n\nChanges must be made through a pull request.\n\n',
      },
    );
  },

  'workflows need a scope of their own': async contract => {
    const { world } = contract;
    const where = { repo: await world.repository() };
    const path = '.github/workflows/ci.yml';
    const token = world.tokenOf('slipway', ['repo']);
    const content = 'on: push\n';
    await contract.call(
      `PUT ${repo}/contents/{path}`,
      404,
      { ...where, path },
      { body: { message: 'x', content: base64(content) }, token },
    );
    await contract.call(`POST ${repo}/git/trees`, 404, where, {
      body: { tree: [{ path, mode: '100644', type: 'blob', content }] },
      token,
    });
    await contract.call(`POST ${repo}/git/trees`, 403, where, {
      body: { tree: [{ path, mode: '100644', type: 'blob', content }] },
      token: world.fineGrained('slipway', { contents: 'write' }),
      message: 'Resource not accessible by personal access token',
    });
  },

  'git’s objects in an empty repository': async contract => {
    const { world } = contract;
    const name = world.fresh('empty');
    await world.make('POST', '/orgs/acme/repos', { name, private: true });
    const where = { repo: name, tree_sha: 'main', ref: 'heads/main' };
    const message = 'Git Repository is empty.';
    for (const [operation, body] of [
      ['POST /git/blobs', { content: 'x' }],
      ['POST /git/trees', { tree: [] }],
      ['GET /git/trees/{tree_sha}', undefined],
      ['POST /git/commits', { message: 'x', tree: nowhere }],
      ['GET /git/ref/{ref}', undefined],
      ['POST /git/refs', { ref: 'refs/heads/x', sha: nowhere }],
      ['PATCH /git/refs/{ref}', { sha: nowhere }],
      ['DELETE /git/refs/{ref}', undefined],
      ['GET /commits', undefined],
    ] as const) {
      const [method, path] = operation.split(' ');
      await contract.call(`${method} ${repo}${path}`, 409, where, {
        body,
        message,
      });
    }
    await contract.call(
      `GET ${repo}/commits/{ref}`,
      409,
      { ...where, ref: 'main' },
      { message },
    );
  },

  'one commit of many files': async contract => {
    const { world } = contract;
    const where = { repo: await world.repository() };
    const at = await contract.call(`GET ${repo}/git/ref/{ref}`, 200, {
      ...where,
      ref: 'heads/main',
    });
    const head = at.body.object.sha;
    await contract.call(`GET ${repo}/git/ref/{ref}`, 404, {
      ...where,
      ref: 'heads/nowhere',
    });

    const blobs = `POST ${repo}/git/blobs`;
    const blob = await contract.call(blobs, 201, where, {
      body: { content: base64('binary'), encoding: 'base64' },
    });
    await contract.call(blobs, 422, where, {
      body: { content: '*', encoding: 'base64' },
    });
    await contract.call(blobs, 403, where, {
      body: { content: 'x' },
      token: world.tokenOf('viewer'),
    });
    await contract.call(
      blobs,
      404,
      { repo: 'nowhere' },
      {
        body: { content: 'x' },
      },
    );

    const trees = `POST ${repo}/git/trees`;
    const tree = await contract.call(trees, 201, where, {
      body: {
        base_tree: head,
        tree: [
          { path: 'a/b.txt', mode: '100644', type: 'blob', content: 'b\n' },
          { path: 'c', mode: '100755', type: 'blob', sha: blob.body.sha },
          { path: 'README.md', mode: '100644', type: 'blob', sha: null },
        ],
      },
    });
    await contract.call(trees, 422, where, {
      body: {
        base_tree: head,
        tree: [{ path: 'gone', mode: '100644', type: 'blob', sha: null }],
      },
      message: 'GitRPC::BadObjectState',
    });
    await contract.call(trees, 404, where, {
      body: { base_tree: nowhere, tree: [] },
    });
    const look = `GET ${repo}/git/trees/{tree_sha}`;
    const listed = await contract.call(
      look,
      200,
      { ...where, tree_sha: tree.body.sha },
      { query: '?recursive=1' },
    );
    assert.deepEqual(
      listed.body.tree.map((entry: any) => [entry.path, entry.mode]),
      [
        ['a', '040000'],
        ['a/b.txt', '100644'],
        ['c', '100755'],
      ],
    );
    await contract.call(look, 404, { ...where, tree_sha: nowhere });
    await contract.call(
      look,
      422,
      { ...where, tree_sha: 'a b' },
      {
        message: 'Invalid object requested',
      },
    );

    const commits = `POST ${repo}/git/commits`;
    const commit = await contract.call(commits, 201, where, {
      body: { message: 'All', tree: tree.body.sha, parents: [head] },
    });
    await contract.call(commits, 422, where, {
      body: { message: 'x', tree: nowhere },
      message: 'Tree SHA does not exist',
    });
    await contract.call(
      commits,
      404,
      { repo: 'nowhere' },
      {
        body: { message: 'x', tree: nowhere },
      },
    );

    const move = `PATCH ${repo}/git/refs/{ref}`;
    const main = { ...where, ref: 'heads/main' };
    await contract.call(move, 200, main, { body: { sha: commit.body.sha } });
    await contract.call(move, 422, main, {
      body: { sha: head },
      message: 'Update is not a fast forward',
    });
    await contract.call(
      move,
      422,
      { ...where, ref: 'heads/nowhere' },
      {
        body: { sha: head },
        message: 'Reference does not exist',
      },
    );

    const refs = `POST ${repo}/git/refs`;
    await contract.call(refs, 201, where, {
      body: { ref: 'refs/heads/next', sha: commit.body.sha },
    });
    await contract.call(refs, 422, where, {
      body: { ref: 'refs/heads/next', sha: commit.body.sha },
      message: 'Reference already exists',
    });
    await contract.call(refs, 422, where, {
      body: { ref: 'refs/heads/other', sha: nowhere },
      message: 'Object does not exist',
    });
    const remove = `DELETE ${repo}/git/refs/{ref}`;
    const next = { ...where, ref: 'heads/next' };
    await contract.call(remove, 204, next);
    await contract.call(remove, 422, next, {
      message: 'Reference does not exist',
    });
  },

  'what was committed': async contract => {
    const { world } = contract;
    const where = { repo: await world.repository() };
    const list = `GET ${repo}/commits`;
    const one = `GET ${repo}/commits/{ref}`;
    const { body } = await contract.call(list, 200, where);
    assert.equal(body[0].author.login, 'slipway');
    await contract.call(list, 404, where, { query: '?sha=nowhere' });
    await contract.call(list, 400, where, { query: '?since=yesterday' });
    await contract.call(one, 200, { ...where, ref: 'main' });
    await contract.call(
      one,
      422,
      { ...where, ref: nowhere },
      {
        message: `No commit found for SHA: ${nowhere}`,
      },
    );
    await contract.call(one, 404, { repo: 'nowhere', ref: 'main' });

    const state = `GET ${repo}/commits/{ref}/status`;
    const { sha } = body[0];
    await contract.call(
      `POST ${repo}/statuses/{sha}`,
      201,
      { ...where, sha },
      {
        body: { state: 'success', context: 'ci' },
      },
    );
    await contract.call(
      `POST ${repo}/statuses/{sha}`,
      422,
      { ...where, sha: nowhere },
      { body: { state: 'success' } },
    );
    const combined = await contract.call(state, 200, { ...where, ref: 'main' });
    assert.equal(combined.body.state, 'success');
    await contract.call(state, 404, { ...where, ref: 'nowhere' });
  },
};
