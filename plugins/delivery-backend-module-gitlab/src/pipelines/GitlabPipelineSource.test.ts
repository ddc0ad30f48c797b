import { mockServices } from '@backstage/backend-test-utils';

import { ScmIntegrations } from '@backstage/integration';
import { GitlabTestServer, job, pipeline, project } from '../__testUtils__';
import { GitlabPipelineSource } from './GitlabPipelineSource';

describe('GitlabPipelineSource', () => {
  let server: GitlabTestServer;
  let origin: string;
  let source: GitlabPipelineSource;
  const events = mockServices.events.mock();

  const reference = () => ({
    source: 'gitlab',
    host: new URL(origin).host,
    project: 'acme/payments',
  });
  const look = (validator?: string) =>
    source.look(reference(), {
      limit: 10,
      validator,
      signal: AbortSignal.timeout(5_000),
    });

  beforeEach(async () => {
    server = new GitlabTestServer();
    origin = await server.start();
    const host = new URL(origin).host;
    source = new GitlabPipelineSource({
      integrations: ScmIntegrations.fromConfig(
        mockServices.rootConfig({
          data: {
            integrations: {
              gitlab: [
                {
                  host,
                  baseUrl: origin,
                  apiBaseUrl: `${origin}/api/v4`,
                  token: server.token,
                },
              ],
            },
          },
        }),
      ),
      events,
      logger: mockServices.logger.mock(),
    });
    server.answers.set('/projects/acme/payments', project(origin));
  });
  afterEach(async () => {
    await server.stop();
  });

  it('shows the last pipelines of the default branch with the newest job of each name, stage by stage', async () => {
    server.answers.set('/projects/acme/payments/pipelines', [
      pipeline(origin, 'failed'),
    ]);
    server.answers.set('/projects/acme/payments/pipelines/46/jobs', [
      job(9, 'unit-tests', 'test', 'failed', {
        started_at: '2026-01-01T10:03:00.000Z',
        finished_at: '2026-01-01T10:04:00.000Z',
        failure_reason: 'script_failure',
      }),
      job(3, 'build-image', 'build', 'skipped', { allow_failure: true }),
      job(2, 'unit-tests', 'test', 'failed'),
      job(1, 'lint', 'lint', 'success', {
        started_at: '2026-01-01T10:01:00.000Z',
        finished_at: '2026-01-01T10:02:00.000Z',
      }),
    ]);
    expect(await look()).toEqual({
      kind: 'seen',
      validator: expect.any(String),
      board: {
        repository: { slug: 'acme/payments', url: `${origin}/acme/payments` },
        branch: 'main',
        pipelines: [
          {
            id: '46',
            status: 'failed',
            branch: 'main',
            commit: {
              sha: 'a91957a858320c0e17f3a0eca7cfacbff50ea29a',
              title: 'Add the endpoint',
              author: 'A developer',
              url: 'https://gitlab.example.com/acme/payments/-/commit/a91957a8',
            },
            url: `${origin}/acme/payments/-/pipelines/46`,
            createdAt: '2026-01-01T10:00:00.000Z',
            startedAt: '2026-01-01T10:01:00.000Z',
            finishedAt: '2026-01-01T10:04:00.000Z',
            jobs: [
              expect.objectContaining({ id: '1', name: 'lint' }),
              {
                id: '9',
                name: 'unit-tests',
                stage: 'test',
                status: 'failed',
                allowedToFail: false,
                url: 'https://gitlab.example.com/acme/payments/-/jobs/9',
                startedAt: '2026-01-01T10:03:00.000Z',
                finishedAt: '2026-01-01T10:04:00.000Z',
                failureReason: 'script_failure',
              },
              expect.objectContaining({
                name: 'build-image',
                status: 'skipped',
                allowedToFail: true,
              }),
            ],
          },
        ],
      },
    });
    expect(server.seen()).toEqual([
      'GET /projects/acme/payments 200',
      'GET /projects/acme/payments/pipelines?ref=main&per_page=10 200',
      'GET /projects/acme/payments/pipelines/46/jobs?per_page=100&include_retried=true 200',
    ]);
  });

  it('needs no instance where there is a token for one GitLab only', () => {
    expect(
      source.reference({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'payments',
          annotations: { 'gitlab.com/project-slug': 'acme/payments' },
        },
      }),
    ).toEqual(reference());
  });

  it('asks with what it has, and says when nothing has changed', async () => {
    server.answers.set('/projects/acme/payments/pipelines', [
      pipeline(origin, 'success'),
    ]);
    server.answers.set('/projects/acme/payments/pipelines/46/jobs', [
      job(1, 'lint', 'lint', 'success'),
    ]);
    const first = await look();
    server.seen();
    const validator = first.kind === 'seen' ? first.validator : undefined;
    expect(await look(validator)).toEqual({ kind: 'unchanged' });
    // The jobs of a pipeline that is over are not asked for again.
    expect(server.seen()).toEqual([
      'GET /projects/acme/payments 304',
      'GET /projects/acme/payments/pipelines?ref=main&per_page=10 304',
    ]);
  });

  it('sees the jobs move of a pipeline that stays what it is', async () => {
    server.answers.set('/projects/acme/payments/pipelines', [
      pipeline(origin, 'running'),
    ]);
    const jobs = '/projects/acme/payments/pipelines/46/jobs';
    server.answers.set(jobs, [job(1, 'lint', 'lint', 'running')]);
    const first = await look();
    server.answers.set(jobs, [job(1, 'lint', 'lint', 'success')]);
    const second = await look(
      first.kind === 'seen' ? first.validator : undefined,
    );
    expect(second).toMatchObject({
      kind: 'seen',
      board: {
        pipelines: [{ status: 'running', jobs: [{ status: 'succeeded' }] }],
      },
    });
  });

  it('shows an empty board for a project without a commit', async () => {
    server.answers.set('/projects/acme/payments', {
      ...project(origin),
      default_branch: null,
    });
    expect(await look()).toMatchObject({
      board: { branch: '', pipelines: [] },
    });
  });

  it('loses no pipeline by another that cannot be read', async () => {
    server.answers.set('/projects/acme/payments/pipelines', [
      { id: 'odd' },
      pipeline(origin, 'created'),
    ]);
    server.answers.set('/projects/acme/payments/pipelines/46/jobs', []);
    expect(await look()).toMatchObject({
      board: { pipelines: [{ id: '46', status: 'waiting', jobs: [] }] },
    });
  });

  it('says how long GitLab wants to be left alone', async () => {
    server.answerNext({
      status: 429,
      body: 'Retry later',
      headers: { 'retry-after': '120' },
    });
    await expect(look()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      retryAfterSeconds: 120,
    });
  });

  it.each([
    [401, { message: '401 Unauthorized' }, 'AuthenticationError'],
    [403, { message: '403 Forbidden' }, 'NotAllowedError'],
    [404, { message: '404 Project Not Found' }, 'NotFoundError'],
  ])('keeps what GitLab says with a %s', async (status, body, name) => {
    server.answerNext({ status, body });
    const error = await look().catch(it => it);
    expect(error).toMatchObject({
      name,
      message: expect.stringContaining(body.message),
    });
    expect(error.stack).not.toContain(server.token);
  });

  it('starts failed jobs again, and says when there are none', async () => {
    const jobs = '/projects/acme/payments/pipelines/46/jobs';
    server.answers.set('/projects/acme/payments/pipelines/46/retry', {});
    server.answers.set(jobs, [job(1, 'lint', 'lint', 'success')]);
    const retry = () =>
      source.retry(reference(), '46', { signal: AbortSignal.timeout(5_000) });
    await expect(retry()).rejects.toMatchObject({ name: 'ConflictError' });
    server.answers.set(jobs, [job(1, 'lint', 'lint', 'canceled')]);
    server.seen();
    await retry();
    expect(server.seen()).toEqual([
      'GET /projects/acme/payments/pipelines/46/jobs?per_page=100 200',
      'POST /projects/acme/payments/pipelines/46/retry 200',
    ]);
  });

  it('tells of a project when a webhook comes, by its slug and its id', async () => {
    const changes: unknown[] = [];
    await source.subscribe(change => changes.push(change));
    const { topics, onEvent } = events.subscribe.mock.lastCall![0];
    expect(topics).toEqual(['gitlab']);
    await onEvent({
      topic: 'gitlab',
      eventPayload: { object_kind: 'pipeline', project: project(origin) },
    });
    await onEvent({ topic: 'gitlab', eventPayload: { object_kind: 'note' } });
    const { host } = reference();
    expect(changes).toEqual([
      { host, project: 'acme/payments', pushed: false },
      { host, project: '7', pushed: false },
    ]);
  });
});
