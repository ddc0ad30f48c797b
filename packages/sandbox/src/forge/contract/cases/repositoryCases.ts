import type { ContractCase } from '../ContractCase.ts';

const noFile = { message: '404 File Not Found' };
const noCommit = { message: '404 Commit Not Found' };

export const repositoryCases: ContractCase[] = [
  {
    operation: 'GET /api/v4/projects/{id}/repository/tree',
    status: 200,
    request: world => ({
      path: `/projects/${world.app}/repository/tree?recursive=true`,
    }),
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/repository/tree?ref=nowhere`,
        answer: { message: '404 Tree Not Found' },
      },
      {
        status: 404,
        path: world => `/projects/${world.app}/repository/tree?path=nowhere`,
        answer: { message: '404 invalid revision or path Not Found' },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/repository/files/{file_path}',
    status: 200,
    request: world => ({
      path: `/projects/${world.app}/repository/files/ci%2Fdeploy.yml?ref=main`,
    }),
    refusals: [
      {
        status: 400,
        path: world =>
          `/projects/${world.app}/repository/files/ci%2Fdeploy.yml`,
        answer: { error: 'ref is missing' },
      },
      {
        status: 404,
        path: world => `/projects/${world.app}/repository/files/none?ref=main`,
        answer: noFile,
      },
      {
        status: 404,
        path: world => `/projects/${world.app}/repository/files/none?ref=none`,
        answer: noCommit,
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/repository/files/{file_path}/raw',
    status: 200,
    text: true,
    request: world => ({
      path: `/projects/${world.app}/repository/files/ci%2Fdeploy.yml/raw`,
    }),
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/repository/files/none/raw`,
        answer: noFile,
      },
    ],
  },
  {
    operation: 'POST /api/v4/projects/{id}/repository/files/{file_path}',
    status: 201,
    request: async world => ({
      path: `/projects/${
        (await world.makeProject()).id
      }/repository/files/new.txt`,
      body: { branch: 'main', commit_message: 'Add', content: 'new' },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        body: { content: 'x' },
        answer: { error: 'branch is missing, commit_message is missing' },
      },
      {
        status: 400,
        path: world => `/projects/${world.app}/repository/files/.gitlab-ci.yml`,
        body: { branch: 'main', commit_message: 'Again', content: 'x' },
        answer: { message: 'A file with this name already exists' },
      },
    ],
  },
  {
    operation: 'PUT /api/v4/projects/{id}/repository/files/{file_path}',
    status: 200,
    request: async world => ({
      path: `/projects/${
        (await world.makeProject()).id
      }/repository/files/README.md`,
      body: { branch: 'main', commit_message: 'Change', content: 'changed' },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        path: world => `/projects/${world.app}/repository/files/none`,
        body: { branch: 'main', commit_message: 'Change', content: 'x' },
        answer: { message: "A file with this name doesn't exist" },
      },
    ],
  },
  {
    operation: 'DELETE /api/v4/projects/{id}/repository/files/{file_path}',
    status: 204,
    request: async world => ({
      path: `/projects/${
        (await world.makeProject()).id
      }/repository/files/README.md`,
      body: { branch: 'main', commit_message: 'Remove' },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        body: {},
        answer: { error: 'branch is missing, commit_message is missing' },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/repository/commits',
    status: 200,
    request: world => ({ path: `/projects/${world.app}/repository/commits` }),
    refusals: [
      {
        status: 404,
        path: world =>
          `/projects/${world.app}/repository/commits?ref_name=none`,
        answer: noCommit,
      },
    ],
  },
  {
    operation: 'POST /api/v4/projects/{id}/repository/commits',
    status: 201,
    request: async world => ({
      path: `/projects/${(await world.makeProject()).id}/repository/commits`,
      body: {
        branch: 'main',
        commit_message: 'Two at once',
        actions: [
          { action: 'create', file_path: 'a', content: 'a' },
          { action: 'delete', file_path: 'README.md' },
        ],
      },
    }),
    tooSmall: {
      user: 'viewer',
      answer: {
        message: '403 Forbidden - You are not allowed to push into this branch',
      },
    },
    refusals: [
      {
        status: 400,
        body: { branch: 'main' },
        answer: { error: 'commit_message is missing, actions is missing' },
      },
      {
        status: 400,
        body: {
          branch: 'main',
          commit_message: 'x',
          actions: [{ action: 'paint', file_path: 'a' }],
        },
        answer: { error: 'actions[0][action] does not have a valid value' },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/repository/commits/{sha}',
    status: 200,
    request: world => ({
      path: `/projects/${world.app}/repository/commits/main`,
    }),
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/repository/commits/none`,
        answer: noCommit,
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/repository/compare',
    status: 200,
    request: async world => {
      const { id } = await world.makeProject();
      await world.make('POST', `/projects/${id}/repository/commits`, {
        branch: 'other',
        start_branch: 'main',
        commit_message: 'Move',
        actions: [
          {
            action: 'move',
            file_path: 'LIES.md',
            previous_path: 'README.md',
          },
        ],
      });
      return { path: `/projects/${id}/repository/compare?from=main&to=other` };
    },
    refusals: [
      {
        status: 400,
        path: world => `/projects/${world.app}/repository/compare?from=main`,
        answer: { error: 'to is missing' },
      },
    ],
  },
];
