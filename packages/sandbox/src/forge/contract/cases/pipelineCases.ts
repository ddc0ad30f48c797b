import type { ContractCase } from '../ContractCase.ts';
import type { ContractWorld } from '../startContractWorld.ts';

const none = { message: '404 Not Found' };

const job = (world: ContractWorld) =>
  `/projects/${world.app}/jobs/${world.jobs[0].id}`;
const noJob = (world: ContractWorld) => `/projects/${world.app}/jobs/9999`;
const pipeline = (world: ContractWorld) =>
  `/projects/${world.app}/pipelines/${world.pipeline}`;
const noPipeline = (world: ContractWorld) =>
  `/projects/${world.app}/pipelines/9999`;

/** A project whose pipeline has a job that waits for a click. */
async function withManualJob(
  world: ContractWorld,
  script = 'manual',
): Promise<{ id: number; pipeline: number; job: number }> {
  const { id } = await world.makeProject();
  await world.make('POST', `/projects/${id}/repository/commits`, {
    branch: 'main',
    commit_message: 'Add a pipeline',
    actions: [
      {
        action: 'create',
        file_path: '.gitlab-ci.yml',
        content: `wait:\n  script: [make]\n  when: ${script}\n`,
      },
    ],
  });
  const [made] = await world.until(async () => {
    const found = await world.make('GET', `/projects/${id}/pipelines`);
    return found.length > 0 ? found : undefined;
  }, 'a pipeline');
  const [first] = await world.make(
    'GET',
    `/projects/${id}/pipelines/${made.id}/jobs`,
  );
  return { id, pipeline: made.id, job: first.id };
}

export const pipelineCases: ContractCase[] = [
  {
    operation: 'POST /api/v4/projects/{id}/pipeline',
    status: 201,
    request: world => ({
      path: `/projects/${world.app}/pipeline`,
      body: { ref: 'main' },
    }),
    tooSmall: { user: 'viewer' },
    refusals: [
      { status: 400, body: {}, answer: { error: 'ref is missing' } },
      {
        status: 400,
        body: { ref: 'none' },
        answer: { message: { base: ['Reference not found'] } },
      },
    ],
  },
  {
    operation: 'GET /api/v4/projects/{id}/pipelines',
    status: 200,
    request: world => ({ path: `/projects/${world.app}/pipelines` }),
  },
  {
    operation: 'GET /api/v4/projects/{id}/pipelines/latest',
    status: 200,
    request: world => ({ path: `/projects/${world.app}/pipelines/latest` }),
  },
  {
    operation: 'GET /api/v4/projects/{id}/pipelines/{pipeline_id}',
    status: 200,
    request: world => ({ path: pipeline(world) }),
    refusals: [{ status: 404, path: noPipeline, answer: none }],
  },
  {
    operation: 'DELETE /api/v4/projects/{id}/pipelines/{pipeline_id}',
    status: 204,
    request: async world => {
      const made = await withManualJob(world);
      return { path: `/projects/${made.id}/pipelines/${made.pipeline}` };
    },
    tooSmall: { user: 'developer' },
    refusals: [{ status: 404, path: noPipeline, answer: none }],
  },
  ...['jobs', 'bridges', 'test_report', 'test_report_summary', 'variables'].map(
    (part): ContractCase => ({
      operation: `GET /api/v4/projects/{id}/pipelines/{pipeline_id}/${part}`,
      status: 200,
      unpaged: part === 'variables',
      request: world => ({ path: `${pipeline(world)}/${part}` }),
      refusals: [
        {
          status: 404,
          path: world => `${noPipeline(world)}/${part}`,
          answer: none,
        },
      ],
    }),
  ),
  ...['retry', 'cancel'].map(
    (operation): ContractCase => ({
      operation: `POST /api/v4/projects/{id}/pipelines/{pipeline_id}/${operation}`,
      status: 201,
      request: async world => {
        const made = await withManualJob(world);
        return {
          path: `/projects/${made.id}/pipelines/${made.pipeline}/${operation}`,
        };
      },
      tooSmall: { user: 'viewer' },
      refusals: [
        {
          status: 404,
          path: world => `${noPipeline(world)}/${operation}`,
          answer: none,
        },
      ],
    }),
  ),
  {
    operation: 'GET /api/v4/projects/{id}/jobs',
    status: 200,
    request: world => ({ path: `/projects/${world.app}/jobs` }),
  },
  {
    operation: 'GET /api/v4/projects/{id}/jobs/{job_id}',
    status: 200,
    request: world => ({ path: job(world) }),
    refusals: [{ status: 404, path: noJob, answer: none }],
  },
  {
    operation: 'GET /api/v4/projects/{id}/jobs/{job_id}/trace',
    status: 200,
    text: true,
    request: world => ({ path: `${job(world)}/trace` }),
    refusals: [
      { status: 404, path: world => `${noJob(world)}/trace`, answer: none },
    ],
  },
  {
    operation: 'POST /api/v4/projects/{id}/jobs/{job_id}/retry',
    status: 201,
    request: world => ({ path: `${job(world)}/retry` }),
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 403,
        answer: { message: '403 Forbidden - Job is not retryable' },
      },
      { status: 404, path: world => `${noJob(world)}/retry`, answer: none },
    ],
  },
  {
    operation: 'POST /api/v4/projects/{id}/jobs/{job_id}/cancel',
    status: 201,
    request: async world => {
      const made = await withManualJob(world, 'delayed\n  start_in: 1 day');
      return { path: `/projects/${made.id}/jobs/${made.job}/cancel` };
    },
    tooSmall: { user: 'viewer' },
    refusals: [
      { status: 404, path: world => `${noJob(world)}/cancel`, answer: none },
    ],
  },
  {
    operation: 'POST /api/v4/projects/{id}/jobs/{job_id}/play',
    status: 200,
    request: async world => {
      const made = await withManualJob(world);
      return { path: `/projects/${made.id}/jobs/${made.job}/play` };
    },
    tooSmall: { user: 'viewer' },
    refusals: [
      {
        status: 400,
        path: world => `/projects/${world.app}/jobs/${world.jobs[1].id}/play`,
        answer: { message: '400 Bad request - Unplayable Job' },
      },
      { status: 404, path: world => `${noJob(world)}/play`, answer: none },
    ],
  },
];
