import type { ContractCase } from '../ContractCase.ts';
import type { ContractWorld } from '../startContractWorld.ts';

const none = { message: '404 Not Found' };
const nowhere = (world: ContractWorld) =>
  `/projects/${world.app}/protected_branches/none`;

export const protectionCases: ContractCase[] = [
  {
    operation: 'GET /api/v4/projects/{id}/protected_branches',
    status: 200,
    request: world => ({ path: `/projects/${world.app}/protected_branches` }),
    tooSmall: { user: 'viewer' },
  },
  {
    operation: 'POST /api/v4/projects/{id}/protected_branches',
    status: 201,
    request: async world => ({
      path: `/projects/${(await world.makeProject()).id}/protected_branches`,
      body: { name: 'release/*', push_access_level: 0 },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      { status: 400, body: {}, answer: { error: 'name is missing' } },
      {
        status: 409,
        body: { name: 'main' },
        answer: { message: "Protected branch 'main' already exists" },
      },
      {
        status: 422,
        body: { name: '' },
        answer: { message: ["Name can't be blank"] },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/protected_branches/{name}',
    status: 200,
    request: world => ({
      path: `/projects/${world.app}/protected_branches/main`,
    }),
    tooSmall: { user: 'viewer' },
    refusals: [{ status: 404, path: nowhere, answer: none }],
  },
  {
    operation: 'PATCH /api/v4/projects/{id}/protected_branches/{name}',
    status: 200,
    request: async world => ({
      path: `/projects/${
        (await world.makeProject()).id
      }/protected_branches/main`,
      body: {
        allow_force_push: true,
        allowed_to_push: [{ access_level: 30 }],
      },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [{ status: 404, path: nowhere, answer: none }],
  },
  {
    operation: 'DELETE /api/v4/projects/{id}/protected_branches/{name}',
    status: 204,
    request: async world => ({
      path: `/projects/${
        (await world.makeProject()).id
      }/protected_branches/main`,
    }),
    tooSmall: { user: 'viewer' },
    refusals: [{ status: 404, path: nowhere, answer: none }],
  },
];
