import type { ContractCase } from '../ContractCase.ts';
import type { ContractWorld } from '../startContractWorld.ts';

const none = { message: '404 Not Found' };

async function image(world: ContractWorld): Promise<string> {
  const path = `/projects/${world.app}/registry/repositories`;
  const [first] = await world.make('GET', path);
  return `${path}/${first.id}`;
}

/** Runners, the registry's contents and lint. */
export const runnerCases: ContractCase[] = [
  {
    operation: 'POST /api/v4/user/runners',
    status: 201,
    request: world => ({
      path: '/user/runners',
      body: {
        runner_type: 'project_type',
        project_id: world.app,
        tag_list: ['docker'],
      },
    }),
    tooSmall: {
      user: 'viewer',
      answer: { message: '403 Forbidden - Insufficient permissions' },
    },
    refusals: [
      { status: 400, body: {}, answer: { error: 'runner_type is missing' } },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/runners',
    status: 200,
    request: world => ({ path: `/projects/${world.app}/runners` }),
    tooSmall: { user: 'viewer' },
  },
  ...(['GET', 'DELETE'] as const).map(
    (method): ContractCase => ({
      operation: `${method} /api/v4/runners/{id}`,
      status: method === 'GET' ? 200 : 204,
      request: async world => {
        const { id } = await world.make('POST', '/user/runners', {
          runner_type: 'project_type',
          project_id: world.app,
        });
        return { path: `/runners/${id}` };
      },
      tooSmall: {
        user: 'viewer',
        answer: { message: '403 Forbidden - No access granted' },
      },
      refusals: [
        {
          status: 404,
          path: () => '/runners/9999',
          answer: { message: '404 Runner Not Found' },
        },
      ],
    }),
  ),
  {
    operation: 'GET /api/v4/projects/{id}/registry/repositories',
    status: 200,
    request: world => ({
      path: `/projects/${world.app}/registry/repositories?tags_count=true`,
    }),
  },
  {
    operation:
      'GET /api/v4/projects/{id}/registry/repositories/{repository_id}/tags',
    status: 200,
    request: async world => ({ path: `${await image(world)}/tags` }),
    refusals: [
      {
        status: 404,
        path: world => `/projects/${world.app}/registry/repositories/9999/tags`,
        answer: none,
      },
    ],
  },
  {
    operation:
      'GET /api/v4/projects/{id}/registry/repositories/{repository_id}/tags/{tag_name}',
    status: 200,
    request: async world => {
      const path = `${await image(world)}/tags`;
      const [first] = await world.make('GET', path);
      return { path: `${path}/${first.name}` };
    },
  },
  {
    operation: 'POST /api/v4/projects/{id}/ci/lint',
    status: 200,
    request: world => ({
      path: `/projects/${world.app}/ci/lint`,
      body: { content: 'test:\n  script: [make test]\n' },
    }),
    refusals: [
      { status: 400, body: {}, answer: { error: 'content is missing' } },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/ci/lint',
    status: 200,
    request: world => ({ path: `/projects/${world.app}/ci/lint` }),
  },
];
