import {
  EnvironmentState,
  Observed,
  PipelineBoard,
  PipelineState,
  RolloutState,
  ServiceDelivery,
} from '@slipway/plugin-delivery-common';

const AT = '2026-11-21T12:00:00.000Z';
const sentence = { key: 'environment.noApplication' } as const;

/** @public */
export function observed<T>(value: T): Observed<T> {
  return { kind: 'observed', freshness: { kind: 'live', at: AT }, value };
}

/** @public */
export function createDelivery(
  parts: Partial<ServiceDelivery> = {},
): ServiceDelivery {
  return {
    entityRef: 'component:default/payments',
    version: 1,
    environments: observed([]),
    pipelines: observed(createBoard()),
    ...parts,
  };
}

/** @public */
export function createEnvironment(
  parts: Partial<EnvironmentState> = {},
): EnvironmentState {
  const name = parts.name ?? 'dev';
  return {
    name,
    title: 'Development',
    rank: 0,
    cluster: 'sandbox',
    namespace: `payments-${name}`,
    standing: 'healthy',
    sentence,
    sync: 'synced',
    health: 'healthy',
    obstacles: [],
    operations: [],
    ...parts,
  };
}

/** @public */
export function createRollout(parts: Partial<RolloutState> = {}): RolloutState {
  return {
    name: 'payments',
    strategy: 'canary',
    standing: 'healthy',
    sentence,
    steps: [],
    analyses: [],
    revisions: [],
    replicas: { wanted: 4, updated: 4, available: 4 },
    ...parts,
  };
}

/** @public */
export function createBoard(pipelines: PipelineState[] = []): PipelineBoard {
  return {
    repository: {
      slug: 'acme/payments',
      url: 'https://gitlab.example/acme/payments',
    },
    branch: 'main',
    pipelines,
  };
}

/** @public */
export function createPipeline(
  parts: Partial<PipelineState> = {},
): PipelineState {
  return {
    id: '1',
    status: 'succeeded',
    branch: 'main',
    commit: { sha: '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d' },
    createdAt: AT,
    jobs: [],
    operations: [],
    ...parts,
  };
}
