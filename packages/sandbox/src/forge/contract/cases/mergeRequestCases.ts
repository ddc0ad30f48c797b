import type { ContractCase } from '../ContractCase.ts';
import type { ContractWorld } from '../startContractWorld.ts';

async function withBranch(world: ContractWorld): Promise<number> {
  const { id } = await world.makeProject();
  await world.make('POST', `/projects/${id}/repository/commits`, {
    branch: 'feature',
    start_branch: 'main',
    commit_message: 'Add a feature',
    actions: [{ action: 'create', file_path: 'feature', content: 'one' }],
  });
  return id;
}

const opening = {
  title: 'A feature',
  source_branch: 'feature',
  target_branch: 'main',
  labels: ['delivery'],
};

/** The path of an open merge request of a project of its own. */
async function opened(world: ContractWorld): Promise<string> {
  const id = await withBranch(world);
  await world.make('POST', `/projects/${id}/merge_requests`, opening);
  return `/projects/${id}/merge_requests/1`;
}

const nowhere = (world: ContractWorld) =>
  `/projects/${world.app}/merge_requests/99`;
const none = { message: '404 Not Found' };

export const mergeRequestCases: ContractCase[] = [
  {
    operation: 'GET /api/v4/projects/{id}/merge_requests',
    status: 200,
    request: async world => ({
      path: (await opened(world)).replace(/\/1$/, ''),
    }),
    refusals: [
      {
        status: 400,
        path: world => `/projects/${world.app}/merge_requests?state=odd`,
        answer: { error: 'state does not have a valid value' },
      },
    ],
  },
  {
    operation: 'POST /api/v4/projects/{id}/merge_requests',
    status: 201,
    request: async world => ({
      path: `/projects/${await withBranch(world)}/merge_requests`,
      body: opening,
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        body: { title: 'x' },
        answer: { error: 'source_branch is missing, target_branch is missing' },
      },
      {
        status: 409,
        body: opening,
        answer: {
          message: [
            'Another open merge request already exists for this source branch: !1',
          ],
        },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/merge_requests/{merge_request_iid}',
    status: 200,
    request: async world => ({ path: await opened(world) }),
    refusals: [{ status: 404, path: nowhere, answer: none }],
  },
  {
    operation: 'PUT /api/v4/projects/{id}/merge_requests/{merge_request_iid}',
    status: 200,
    request: async world => ({
      path: await opened(world),
      body: { title: 'Another title', state_event: 'close' },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        body: { state_event: 'explode' },
        answer: { error: 'state_event does not have a valid value' },
      },
      { status: 404, path: nowhere, body: { title: 'x' }, answer: none },
    ],
  },
  {
    operation:
      'PUT /api/v4/projects/{id}/merge_requests/{merge_request_iid}/merge',
    status: 200,
    request: async world => ({
      path: `${await opened(world)}/merge`,
      body: { should_remove_source_branch: true },
    }),
    tooSmall: {
      user: 'viewer',
      status: 401,
      answer: { message: '401 Unauthorized' },
    },
    refusals: [
      {
        status: 405,
        body: {},
        answer: { message: '405 Method Not Allowed' },
      },
      {
        status: 404,
        path: world => `${nowhere(world)}/merge`,
        answer: none,
      },
    ],
  },
];
