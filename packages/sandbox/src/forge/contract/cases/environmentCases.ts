import type { ContractCase } from '../ContractCase.ts';
import type { ContractWorld } from '../startContractWorld.ts';

async function environment(world: ContractWorld): Promise<string> {
  const { id } = await world.make(
    'POST',
    `/projects/${world.app}/environments`,
    { name: world.fresh('review') },
  );
  return `/projects/${world.app}/environments/${id}`;
}

const deployment = (world: ContractWorld) => ({
  environment: 'dev',
  sha: world.sha,
  ref: 'main',
  tag: false,
  status: 'running',
});

/** Environments and deployments. */
export const environmentCases: ContractCase[] = [
  {
    operation: 'GET /api/v4/projects/{id}/environments',
    status: 200,
    request: world => ({ path: `/projects/${world.app}/environments` }),
  },
  {
    operation: 'POST /api/v4/projects/{id}/environments',
    status: 201,
    request: world => ({
      path: `/projects/${world.app}/environments`,
      body: { name: world.fresh('review'), tier: 'development' },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [{ status: 400, body: {}, answer: { error: 'name is missing' } }],
  },
  {
    operation: 'GET /api/v4/projects/{id}/environments/{environment_id}',
    status: 200,
    request: async world => {
      const [first] = await world.make(
        'GET',
        `/projects/${world.app}/environments`,
      );
      return { path: `/projects/${world.app}/environments/${first.id}` };
    },
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/environments/9999`,
        answer: { message: '404 Environment Not Found' },
      },
    ],
  },
  {
    operation: 'PUT /api/v4/projects/{id}/environments/{environment_id}',
    status: 200,
    request: async world => ({
      path: await environment(world),
      body: { external_url: 'https://review.example.com' },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        body: { tier: 'imaginary' },
        answer: { error: 'tier does not have a valid value' },
      },
    ],
  },
  {
    operation: 'POST /api/v4/projects/{id}/environments/{environment_id}/stop',
    status: 201,
    request: async world => ({ path: `${await environment(world)}/stop` }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/environments/9999/stop`,
        answer: { message: '404 Environment Not Found' },
      },
    ],
  },
  {
    operation: 'DELETE /api/v4/projects/{id}/environments/{environment_id}',
    status: 204,
    request: async world => {
      const path = await environment(world);
      await world.make('POST', `${path}/stop`);
      return { path };
    },
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/environments/9999`,
        answer: { message: '404 Environment Not Found' },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/deployments',
    status: 200,
    request: world => ({ path: `/projects/${world.app}/deployments` }),
    refusals: [
      {
        status: 400,
        path: world => `/projects/${world.app}/deployments?status=odd`,
        answer: { error: 'status does not have a valid value' },
      },
    ],
  },
  {
    operation: 'POST /api/v4/projects/{id}/deployments',
    status: 201,
    request: world => ({
      path: `/projects/${world.app}/deployments`,
      body: deployment(world),
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        body: { environment: 'dev' },
        answer: {
          error:
            'sha is missing, ref is missing, tag is missing, status is missing',
        },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/deployments/{deployment_id}',
    status: 200,
    request: async world => {
      const [first] = await world.make(
        'GET',
        `/projects/${world.app}/deployments`,
      );
      return { path: `/projects/${world.app}/deployments/${first.id}` };
    },
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/deployments/9999`,
        answer: { message: '404 Deployment Not Found' },
      },
    ],
  },
  {
    operation: 'PUT /api/v4/projects/{id}/deployments/{deployment_id}',
    status: 200,
    request: async world => {
      const { id } = await world.make(
        'POST',
        `/projects/${world.app}/deployments`,
        deployment(world),
      );
      return {
        path: `/projects/${world.app}/deployments/${id}`,
        body: { status: 'success' },
      };
    },
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        body: { status: 'odd' },
        answer: { error: 'status does not have a valid value' },
      },
    ],
  },
];
