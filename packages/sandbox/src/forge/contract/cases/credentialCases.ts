import type { ContractCase } from '../ContractCase.ts';
import type { ContractWorld } from '../startContractWorld.ts';

const noDeployToken = { message: '404 Deploy Token Not Found' };
const noToken = { message: '404 project Access Token Not Found' };
const noVariable = { message: '404 Variable Not Found' };
const unauthorized = { message: '401 Unauthorized' };

const tomorrow = () =>
  new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);

const deployToken = (world: ContractWorld) =>
  world.make('POST', `/projects/${world.app}/deploy_tokens`, {
    name: world.fresh('deploy'),
    scopes: ['read_registry'],
  });

const accessToken = (world: ContractWorld) =>
  world.make('POST', `/projects/${world.app}/access_tokens`, {
    name: world.fresh('ci'),
    scopes: ['write_repository'],
    access_level: 40,
    expires_at: tomorrow(),
  });

async function variable(world: ContractWorld): Promise<string> {
  const key = world.fresh('KEY').replace('-', '_');
  await world.make('POST', `/projects/${world.app}/variables`, {
    key,
    value: 'a-value-to-mask',
    masked: true,
  });
  return `/projects/${world.app}/variables/${key}`;
}

const missingVariable = (world: ContractWorld) =>
  `/projects/${world.app}/variables/NONE`;

export const credentialCases: ContractCase[] = [
  {
    operation: 'GET /api/v4/projects/{id}/deploy_tokens',
    status: 200,
    request: async world => {
      await deployToken(world);
      return { path: `/projects/${world.app}/deploy_tokens` };
    },
    tooSmall: { user: 'viewer' },
  },
  {
    operation: 'POST /api/v4/projects/{id}/deploy_tokens',
    status: 201,
    request: world => ({
      path: `/projects/${world.app}/deploy_tokens`,
      body: {
        name: world.fresh('deploy'),
        scopes: ['read_repository'],
        expires_at: '2030-01-01',
      },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        body: { name: 'x' },
        answer: { error: 'scopes is missing' },
      },
      {
        status: 400,
        body: { name: 'x', scopes: ['everything'] },
        answer: { error: 'scopes does not have a valid value' },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/deploy_tokens/{token_id}',
    status: 200,
    request: async world => ({
      path: `/projects/${world.app}/deploy_tokens/${
        (await deployToken(world)).id
      }`,
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/deploy_tokens/9999`,
        answer: noDeployToken,
      },
    ],
  },
  {
    operation: 'DELETE /api/v4/projects/{id}/deploy_tokens/{token_id}',
    status: 204,
    request: async world => ({
      path: `/projects/${world.app}/deploy_tokens/${
        (await deployToken(world)).id
      }`,
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/deploy_tokens/9999`,
        answer: noDeployToken,
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/access_tokens',
    status: 200,
    request: async world => {
      await accessToken(world);
      return { path: `/projects/${world.app}/access_tokens` };
    },
    tooSmall: { user: 'viewer', status: 401, answer: unauthorized },
  },
  {
    operation: 'POST /api/v4/projects/{id}/access_tokens',
    status: 201,
    request: world => ({
      path: `/projects/${world.app}/access_tokens`,
      body: {
        name: world.fresh('ci'),
        scopes: ['write_repository'],
        access_level: 40,
        expires_at: tomorrow(),
      },
    }),
    tooSmall: {
      user: 'viewer',
      status: 400,
      answer: {
        message:
          '400 Bad request - User does not have permission to create project access token',
      },
    },
    refusals: [
      {
        status: 400,
        body: { name: 'x', scopes: ['everything'], expires_at: tomorrow() },
        answer: { error: 'scopes does not have a valid value' },
      },
    ],
  },
  {
    operation: 'DELETE /api/v4/projects/{id}/access_tokens/{token_id}',
    status: 204,
    request: async world => ({
      path: `/projects/${world.app}/access_tokens/${
        (await accessToken(world)).id
      }`,
    }),
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/access_tokens/9999`,
        answer: noToken,
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/variables',
    status: 200,
    request: async world => {
      await variable(world);
      return { path: `/projects/${world.app}/variables` };
    },
    tooSmall: { user: 'viewer' },
  },
  {
    operation: 'POST /api/v4/projects/{id}/variables',
    status: 201,
    request: world => ({
      path: `/projects/${world.app}/variables`,
      body: {
        key: world.fresh('NEW').replace('-', '_'),
        value: 'a-value-to-hide',
        masked_and_hidden: true,
        protected: true,
        environment_scope: 'production',
      },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        body: { key: 'X' },
        answer: { error: 'value is missing' },
      },
      {
        status: 400,
        body: { key: 'X', value: 'short', masked: true },
        answer: { message: { value: ['is invalid'] } },
      },
      {
        status: 400,
        body: { key: 'GITOPS_TOKEN', value: 'again' },
        answer: {
          message: { key: ['(GITOPS_TOKEN) has already been taken'] },
        },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/variables/{key}',
    status: 200,
    request: async world => ({ path: await variable(world) }),
    tooSmall: { user: 'viewer' },
    refusals: [{ status: 404, path: missingVariable, answer: noVariable }],
  },
  {
    operation: 'PUT /api/v4/projects/{id}/variables/{key}',
    status: 200,
    request: async world => ({
      path: await variable(world),
      body: { value: 'another-value', description: 'Changed' },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 404,
        path: missingVariable,
        body: { value: 'x' },
        answer: noVariable,
      },
    ],
  },
  {
    operation: 'DELETE /api/v4/projects/{id}/variables/{key}',
    status: 204,
    request: async world => ({ path: await variable(world) }),
    tooSmall: { user: 'viewer' },
    refusals: [{ status: 404, path: missingVariable, answer: noVariable }],
  },
  {
    operation: 'GET /api/v4/groups/{id}/variables',
    status: 200,
    request: () => ({ path: '/groups/acme/variables' }),
    tooSmall: { user: 'developer' },
  },
  {
    operation: 'POST /api/v4/groups/{id}/variables',
    status: 201,
    request: world => ({
      path: '/groups/acme/variables',
      body: { key: world.fresh('GROUP').replace('-', '_'), value: 'shared' },
    }),
    tooSmall: { user: 'developer' },
    refusals: [
      {
        status: 400,
        body: {},
        answer: { error: 'key is missing, value is missing' },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/hooks',
    status: 200,
    request: async world => {
      await world.make('POST', `/projects/${world.app}/hooks`, {
        url: 'http://127.0.0.1:9/listed',
        push_events: false,
      });
      return { path: `/projects/${world.app}/hooks` };
    },
    tooSmall: { user: 'viewer' },
  },
  {
    operation: 'POST /api/v4/projects/{id}/hooks',
    status: 201,
    request: world => ({
      path: `/projects/${world.app}/hooks`,
      body: {
        url: 'http://127.0.0.1:9/hook',
        token: 'a hook secret',
        push_events: false,
      },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      { status: 400, body: {}, answer: { error: 'url is missing' } },
      {
        status: 422,
        body: { url: 'nonsense' },
        answer: { message: 'Invalid url given' },
      },
    ],
  },
  {
    operation: 'DELETE /api/v4/projects/{id}/hooks/{hook_id}',
    status: 204,
    request: async world => {
      const hook = await world.make('POST', `/projects/${world.app}/hooks`, {
        url: 'http://127.0.0.1:9/gone',
        push_events: false,
      });
      return { path: `/projects/${world.app}/hooks/${hook.id}` };
    },
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/hooks/9999`,
        answer: { message: '404 Not Found' },
      },
    ],
  },
];
