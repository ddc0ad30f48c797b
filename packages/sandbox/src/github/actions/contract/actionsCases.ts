import type { ActionsWorld } from '../testUtils/startActionsWorld.ts';

/** What a case can count on: a repository with a run that failed, and one that waits. */
export interface ActionsContractWorld extends ActionsWorld {
  /** `acme/contract` */
  repository: string;
  sha: string;
  run: number;
  job: number;
  deployment: number;
  /** Another one for what changes things: its run waits for approval. */
  waiting: { repository: string; run: number };
  sealed(path: string): Promise<{ encrypted_value: string; key_id: string }>;
}

export interface ActionsCase {
  /** `GET /repos/{owner}/{repo}/actions/runs`, as the contract writes it. */
  operation: string;
  status: number;
  /** Below the repository; its parameters filled in. */
  path: (world: ActionsContractWorld) => string;
  body?: (world: ActionsContractWorld) => unknown;
  /** The repository where it is not the first one. */
  repository?: (world: ActionsContractWorld) => string;
  /** The body is none, or no JSON. */
  bare?: boolean;
  /** Who reads may not. */
  writes?: boolean;
}

const r = '/repos/{owner}/{repo}';

const reads: Array<[string, (world: ActionsContractWorld) => string]> = [
  ['/actions/secrets', () => '/actions/secrets'],
  ['/actions/secrets/public-key', () => '/actions/secrets/public-key'],
  ['/actions/variables', () => '/actions/variables'],
  ['/actions/variables/{name}', () => '/actions/variables/KNOWN'],
  ['/environments', () => '/environments'],
  ['/environments/{environment_name}', () => '/environments/production'],
  [
    '/environments/{environment_name}/secrets/public-key',
    () => '/environments/production/secrets/public-key',
  ],
  ['/actions/workflows', () => '/actions/workflows'],
  ['/actions/runs', () => '/actions/runs?branch=main&event=push'],
  ['/actions/runs/{run_id}', world => `/actions/runs/${world.run}`],
  ['/actions/runs/{run_id}/jobs', world => `/actions/runs/${world.run}/jobs`],
  [
    '/actions/runs/{run_id}/artifacts',
    world => `/actions/runs/${world.run}/artifacts`,
  ],
  ['/actions/jobs/{job_id}', world => `/actions/jobs/${world.job}`],
  ['/deployments', () => '/deployments'],
  ['/deployments/{deployment_id}', world => `/deployments/${world.deployment}`],
  [
    '/deployments/{deployment_id}/statuses',
    world => `/deployments/${world.deployment}/statuses`,
  ],
  ['/commits/{ref}/check-runs', world => `/commits/${world.sha}/check-runs`],
];

export const actionsCases: ActionsCase[] = [
  ...reads.map(([operation, path]) => ({
    operation: `GET ${r}${operation}`,
    status: 200,
    path,
  })),
  {
    operation: `GET ${r}/actions/runs/{run_id}/logs`,
    status: 302,
    path: world => `/actions/runs/${world.run}/logs`,
    bare: true,
  },
  {
    operation: `GET ${r}/actions/jobs/{job_id}/logs`,
    status: 302,
    path: world => `/actions/jobs/${world.job}/logs`,
    bare: true,
  },
  {
    operation: `PUT ${r}/actions/secrets/{secret_name}`,
    status: 201,
    path: () => '/actions/secrets/NEW',
    body: world => world.sealed('/actions/secrets'),
    writes: true,
  },
  {
    operation: `PUT ${r}/actions/secrets/{secret_name}`,
    status: 204,
    path: () => '/actions/secrets/NEW',
    body: world => world.sealed('/actions/secrets'),
    bare: true,
  },
  {
    operation: `DELETE ${r}/actions/secrets/{secret_name}`,
    status: 204,
    path: () => '/actions/secrets/NEW',
    bare: true,
    writes: true,
  },
  {
    operation: `POST ${r}/actions/variables`,
    status: 201,
    path: () => '/actions/variables',
    body: () => ({ name: 'NEW', value: '1' }),
    writes: true,
  },
  {
    operation: `PATCH ${r}/actions/variables/{name}`,
    status: 204,
    path: () => '/actions/variables/NEW',
    body: () => ({ value: '2' }),
    bare: true,
    writes: true,
  },
  {
    operation: `DELETE ${r}/actions/variables/{name}`,
    status: 204,
    path: () => '/actions/variables/NEW',
    bare: true,
    writes: true,
  },
  {
    operation: `PUT ${r}/environments/{environment_name}`,
    status: 200,
    path: () => '/environments/new%2Fone',
    body: () => ({
      wait_timer: 30,
      deployment_branch_policy: {
        protected_branches: true,
        custom_branch_policies: false,
      },
    }),
    writes: true,
  },
  {
    operation: `PUT ${r}/environments/{environment_name}/secrets/{secret_name}`,
    status: 201,
    path: () => '/environments/production/secrets/NEW',
    body: world => world.sealed('/environments/production/secrets'),
    writes: true,
  },
  {
    operation: `POST ${r}/environments/{environment_name}/variables`,
    status: 201,
    path: () => '/environments/production/variables',
    body: () => ({ name: 'NEW', value: '1' }),
    writes: true,
  },
  {
    operation: `POST ${r}/actions/workflows/{workflow_id}/dispatches`,
    status: 204,
    path: () => '/actions/workflows/ci.yml/dispatches',
    body: () => ({ ref: 'main' }),
    bare: true,
    writes: true,
  },
  {
    operation: `POST ${r}/actions/workflows/{workflow_id}/dispatches`,
    status: 200,
    path: () => '/actions/workflows/ci.yml/dispatches',
    body: () => ({ ref: 'main', return_run_details: true }),
  },
  {
    operation: `POST ${r}/actions/runs/{run_id}/rerun-failed-jobs`,
    status: 201,
    path: world => `/actions/runs/${world.run}/rerun-failed-jobs`,
    writes: true,
  },
  {
    operation: `POST ${r}/actions/runs/{run_id}/cancel`,
    status: 202,
    repository: world => world.waiting.repository,
    path: world => `/actions/runs/${world.waiting.run}/cancel`,
    writes: true,
  },
  {
    operation: `POST ${r}/actions/runs/{run_id}/rerun`,
    status: 201,
    repository: world => world.waiting.repository,
    path: world => `/actions/runs/${world.waiting.run}/rerun`,
    writes: true,
  },
  {
    operation: `POST ${r}/actions/runners/registration-token`,
    status: 201,
    path: () => '/actions/runners/registration-token',
    writes: true,
  },
  {
    operation: `POST ${r}/actions/runners/generate-jitconfig`,
    status: 201,
    path: () => '/actions/runners/generate-jitconfig',
    body: () => ({
      name: 'one',
      runner_group_id: 1,
      labels: ['self-hosted', 'linux'],
    }),
    writes: true,
  },
  {
    operation: `POST ${r}/deployments`,
    status: 201,
    path: () => '/deployments',
    body: () => ({ ref: 'main', environment: 'dev', required_contexts: [] }),
    writes: true,
  },
  {
    operation: `POST ${r}/deployments/{deployment_id}/statuses`,
    status: 201,
    path: world => `/deployments/${world.deployment}/statuses`,
    body: () => ({ state: 'success', environment_url: 'https://example.com' }),
    writes: true,
  },
];
