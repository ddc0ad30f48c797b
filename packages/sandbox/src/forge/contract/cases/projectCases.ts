import type { ContractCase } from '../ContractCase.ts';

const taken = ['has already been taken'];

export const projectCases: ContractCase[] = [
  {
    operation: 'GET /api/v4/version',
    status: 200,
    request: () => ({ path: '/version' }),
  },
  {
    operation: 'GET /api/v4/metadata',
    status: 200,
    request: () => ({ path: '/metadata' }),
  },
  {
    operation: 'GET /api/v4/user',
    status: 200,
    request: () => ({ path: '/user' }),
  },
  {
    operation: 'GET /api/v4/users',
    status: 200,
    request: () => ({ path: '/users?username=developer' }),
  },
  {
    operation: 'GET /api/v4/personal_access_tokens/self',
    status: 200,
    request: () => ({ path: '/personal_access_tokens/self' }),
  },
  {
    operation: 'GET /api/v4/groups',
    status: 200,
    request: () => ({ path: '/groups?search=acme' }),
  },
  {
    operation: 'POST /api/v4/groups',
    status: 201,
    request: world => {
      const path = world.fresh('group');
      return { path: '/groups', body: { name: path, path } };
    },
    refusals: [
      {
        status: 400,
        body: { name: 'Only a name' },
        answer: { error: 'path is missing' },
      },
      {
        status: 400,
        body: { name: 'Acme', path: 'acme' },
        answer: {
          message: 'Failed to save group {:path=>["has already been taken"]}',
        },
      },
    ],
  },
  {
    operation: 'GET /api/v4/groups/{id}',
    status: 200,
    request: () => ({ path: '/groups/acme' }),
  },
  {
    operation: 'GET /api/v4/groups/{id}/projects',
    status: 200,
    request: () => ({ path: '/groups/acme/projects' }),
  },
  {
    operation: 'GET /api/v4/namespaces',
    status: 200,
    request: () => ({ path: '/namespaces' }),
  },
  {
    operation: 'GET /api/v4/namespaces/{id}',
    status: 200,
    request: () => ({ path: '/namespaces/acme' }),
  },
  {
    operation: 'GET /api/v4/users/{user_id}/projects',
    status: 200,
    request: () => ({ path: '/users/developer/projects' }),
    refusals: [
      {
        status: 404,
        path: () => '/users/nobody/projects',
        answer: { message: '404 User Not Found' },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects',
    status: 200,
    request: () => ({ path: '/projects?membership=true&simple=false' }),
    refusals: [
      {
        status: 400,
        path: () => '/projects?order_by=colour',
        answer: { error: 'order_by does not have a valid value' },
      },
      {
        status: 400,
        path: () => '/projects?per_page=0',
        answer: { error: 'per_page has a value not allowed' },
      },
    ],
  },
  {
    operation: 'POST /api/v4/projects',
    status: 201,
    request: world => ({
      path: '/projects',
      body: { name: world.fresh('project'), namespace_id: world.group },
    }),
    refusals: [
      {
        status: 400,
        body: {},
        answer: {
          error:
            'name, path are missing, at least one parameter must be provided',
        },
      },
      {
        status: 400,
        body: { name: 'payments', namespace_id: 999999 },
        answer: { message: { namespace: ['is not valid'] } },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}',
    status: 200,
    request: () => ({ path: '/projects/acme%2Fpayments' }),
  },
  {
    operation: 'PUT /api/v4/projects/{id}',
    status: 200,
    request: async world => ({
      path: `/projects/${(await world.makeProject()).id}`,
      body: { description: 'Told later', merge_method: 'ff' },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        body: { merge_method: 'octopus' },
        answer: { error: 'merge_method does not have a valid value' },
      },
      {
        status: 400,
        body: { name: 'payments', path: 'payments' },
        answer: {
          message: {
            'project_namespace.name': taken,
            name: taken,
            path: taken,
          },
        },
      },
    ],
  },
  {
    operation: 'DELETE /api/v4/projects/{id}',
    status: 202,
    request: async world => ({
      path: `/projects/${(await world.makeProject()).id}`,
    }),
    tooSmall: { user: 'developer' },
  },
  {
    operation: 'POST /api/v4/projects/{id}/restore',
    status: 201,
    request: async world => {
      const { id } = await world.makeProject();
      await world.make('DELETE', `/projects/${id}`);
      return { path: `/projects/${id}/restore` };
    },
    tooSmall: { user: 'developer' },
    refusals: [
      {
        status: 400,
        path: world => `/projects/${world.app}/restore`,
        answer: { message: 'Project has not been marked for deletion' },
      },
    ],
  },
  {
    operation: 'POST /api/v4/projects/{id}/fork',
    status: 201,
    request: world => ({
      path: `/projects/${world.app}/fork`,
      body: { namespace_id: world.group, name: 'copy', path: 'copy' },
    }),
    refusals: [
      {
        status: 409,
        path: world => `/projects/${world.app}/fork`,
        body: { namespace_path: 'acme', name: 'payments', path: 'payments' },
        answer: {
          message: {
            'project_namespace.name': taken,
            name: taken,
            path: taken,
          },
        },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/members/all',
    status: 200,
    request: world => ({ path: `/projects/${world.app}/members/all` }),
  },
];
