import type { ContractCase } from '../ContractCase.ts';

const noCommit = { message: '404 Commit Not Found' };

/** Commit statuses, branches and tags. */
export const refCases: ContractCase[] = [
  {
    operation: 'POST /api/v4/projects/{id}/statuses/{sha}',
    status: 201,
    request: world => ({
      path: `/projects/${world.app}/statuses/${world.sha}`,
      body: { state: 'success', name: 'elsewhere', coverage: 90.5 },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        body: { state: 'splendid' },
        answer: { error: 'state does not have a valid value' },
      },
      {
        status: 404,
        path: world => `/projects/${world.app}/statuses/${'0'.repeat(39)}1`,
        body: { state: 'success' },
        answer: noCommit,
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/repository/commits/{sha}/statuses',
    status: 200,
    request: world => ({
      path: `/projects/${world.app}/repository/commits/${world.sha}/statuses`,
    }),
    refusals: [
      {
        status: 404,
        path: world =>
          `/projects/${world.app}/repository/commits/none/statuses`,
        answer: noCommit,
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/repository/branches',
    status: 200,
    request: world => ({ path: `/projects/${world.app}/repository/branches` }),
  },
  {
    operation: 'POST /api/v4/projects/{id}/repository/branches',
    status: 201,
    request: async world => ({
      path: `/projects/${(await world.makeProject()).id}/repository/branches`,
      body: { branch: 'feature/one', ref: 'main' },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        body: { branch: 'two' },
        answer: { error: 'ref is missing' },
      },
      {
        status: 400,
        path: world => `/projects/${world.app}/repository/branches`,
        body: { branch: 'main', ref: 'main' },
        answer: { message: 'Branch already exists' },
      },
      {
        status: 400,
        path: world => `/projects/${world.app}/repository/branches`,
        body: { branch: 'three', ref: 'none' },
        answer: { message: 'Invalid reference name: none' },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/repository/branches/{branch}',
    status: 200,
    request: world => ({
      path: `/projects/${world.app}/repository/branches/main`,
    }),
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/repository/branches/none`,
        answer: { message: '404 Branch Not Found' },
      },
    ],
  },
  {
    operation: 'DELETE /api/v4/projects/{id}/repository/branches/{branch}',
    status: 204,
    request: async world => {
      const { id } = await world.makeProject();
      await world.make('POST', `/projects/${id}/repository/branches`, {
        branch: 'gone/soon',
        ref: 'main',
      });
      return { path: `/projects/${id}/repository/branches/gone%2Fsoon` };
    },
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/repository/branches/none`,
        answer: { message: '404 Branch Not Found' },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/repository/tags',
    status: 200,
    request: async world => {
      const { id } = await world.makeProject();
      await world.make('POST', `/projects/${id}/repository/tags`, {
        tag_name: 'v0',
        ref: 'main',
      });
      return { path: `/projects/${id}/repository/tags` };
    },
  },
  {
    operation: 'POST /api/v4/projects/{id}/repository/tags',
    status: 201,
    request: async world => ({
      path: `/projects/${(await world.makeProject()).id}/repository/tags`,
      body: { tag_name: 'v1', ref: 'main', message: 'The first' },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        body: {},
        answer: { error: 'tag_name is missing, ref is missing' },
      },
      {
        status: 400,
        body: { tag_name: 'v9', ref: 'none' },
        answer: { message: 'Target none is invalid' },
      },
    ],
  },
];
