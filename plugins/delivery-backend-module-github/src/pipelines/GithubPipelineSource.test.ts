import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import {
  GithubTestServer,
  job,
  jobs,
  repository,
  run,
  runs,
} from '../__testUtils__';
import { connectGithub } from '../github';
import { GithubPipelineSource } from './GithubPipelineSource';

const runsPath = '/repos/acme/payments/actions/runs';
const jobsPath = `${runsPath}/46/jobs`;
const askRuns = `${runsPath}?branch=main&per_page=10&exclude_pull_requests=true`;
const askJobs = `${jobsPath}?filter=latest&per_page=100`;

describe('GithubPipelineSource', () => {
  let server: GithubTestServer;
  let origin: string;
  let source: GithubPipelineSource;
  let now: Date;
  const events = mockServices.events.mock();

  const reference = () => ({
    source: 'github',
    host: new URL(origin).host,
    project: 'acme/payments',
  });
  const look = (validator?: string) =>
    source.look(reference(), {
      limit: 10,
      validator,
      signal: AbortSignal.timeout(5_000),
    });
  const show = (...listed: object[]) =>
    server.answers.set(runsPath, runs(...listed));

  beforeEach(async () => {
    server = new GithubTestServer();
    origin = await server.start();
    now = new Date('2026-01-01T10:06:00Z');
    const integrations = ScmIntegrations.fromConfig(
      mockServices.rootConfig({
        data: {
          integrations: {
            github: [
              {
                host: new URL(origin).host,
                apiBaseUrl: `${origin}/api/v3`,
                token: server.token,
              },
            ],
          },
        },
      }),
    );
    source = new GithubPipelineSource({
      integrations,
      connect: connectGithub(integrations),
      events,
      logger: mockServices.logger.mock(),
      now: () => now,
    });
    server.answers.set('/repos/acme/payments', repository(origin));
  });
  afterEach(async () => {
    await server.stop();
  });

  it('shows the last runs of the default branch with their jobs, in the order in which they came to be', async () => {
    show(run(origin, 'completed', 'failure'));
    server.answers.set(
      jobsPath,
      jobs(
        job(9, 'test', 'completed', 'failure', {
          started_at: '2026-01-01T10:03:00Z',
          completed_at: '2026-01-01T10:04:00Z',
          steps: [
            { name: 'Set up job', number: 1, conclusion: 'success' },
            { name: 'Run the tests', number: 2, conclusion: 'failure' },
          ],
        }),
        job(12, 'image', 'completed', 'skipped'),
        job(1, 'lint', 'completed', 'success', {
          started_at: '2026-01-01T10:01:00Z',
          completed_at: '2026-01-01T10:02:00Z',
        }),
      ),
    );
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
              url: `${origin}/acme/payments/commit/a91957a858320c0e17f3a0eca7cfacbff50ea29a`,
            },
            url: `${origin}/acme/payments/actions/runs/46`,
            createdAt: '2026-01-01T10:00:00Z',
            startedAt: '2026-01-01T10:00:00Z',
            finishedAt: '2026-01-01T10:04:00Z',
            jobs: [
              expect.objectContaining({ id: '1', name: 'lint' }),
              {
                id: '9',
                name: 'test',
                stage: 'CI',
                status: 'failed',
                allowedToFail: false,
                url: 'https://ghe.example.com/acme/payments/actions/runs/46/job/9',
                startedAt: '2026-01-01T10:03:00Z',
                finishedAt: '2026-01-01T10:04:00Z',
                failureReason: 'Run the tests',
              },
              expect.objectContaining({ name: 'image', status: 'skipped' }),
            ],
          },
        ],
      },
    });
    expect(server.seen()).toEqual([
      'GET /repos/acme/payments 200',
      `GET ${askRuns} 200`,
      `GET ${askJobs} 200`,
    ]);
  });

  it('asks with what it has, says when nothing has changed, and spends nothing of the limit on it', async () => {
    show(run(origin, 'completed', 'success'));
    server.answers.set(jobsPath, jobs(job(1, 'lint', 'completed', 'success')));
    const first = await look();
    server.seen();
    const { remaining } = server;
    const validator = first.kind === 'seen' ? first.validator : undefined;
    expect(await look(validator)).toEqual({ kind: 'unchanged' });
    // The jobs of a run that is over are not asked for again.
    expect(server.seen()).toEqual([
      'GET /repos/acme/payments 304',
      `GET ${askRuns} 304`,
    ]);
    expect(server.remaining).toBe(remaining);
  });

  it('sees the jobs move of a run that stays what it is', async () => {
    show(run(origin, 'in_progress'));
    server.answers.set(jobsPath, jobs(job(1, 'lint', 'in_progress')));
    const first = await look();
    server.answers.set(jobsPath, jobs(job(1, 'lint', 'completed', 'success')));
    const second = await look(
      first.kind === 'seen' ? first.validator : undefined,
    );
    expect(second).toMatchObject({
      board: {
        pipelines: [{ status: 'running', jobs: [{ status: 'succeeded' }] }],
      },
    });
  });

  it('asks again for the jobs of a run that was started again', async () => {
    show(run(origin, 'completed', 'failure'));
    server.answers.set(jobsPath, jobs(job(1, 'lint', 'completed', 'failure')));
    await look();
    show(run(origin, 'completed', 'success', { run_attempt: 2 }));
    server.answers.set(jobsPath, jobs(job(4, 'lint', 'completed', 'success')));
    expect(await look()).toMatchObject({
      board: { pipelines: [{ jobs: [{ id: '4', status: 'succeeded' }] }] },
    });
  });

  describe('a run that waits for the protection of an environment', () => {
    beforeEach(() => {
      show(run(origin, 'waiting'));
      server.answers.set(
        jobsPath,
        jobs(
          job(1, 'image', 'completed', 'success'),
          job(2, 'deploy-production', 'waiting'),
        ),
      );
    });
    const pending = (wait_timer: number, ...reviewers: object[]) =>
      server.answers.set(`${runsPath}/46/pending_deployments`, [
        {
          environment: { id: 5, name: 'production' },
          wait_timer,
          wait_timer_started_at: null,
          current_user_can_approve: false,
          reviewers,
        },
      ]);

    it.each<[string, () => void, string]>([
      [
        'for a person, where there are reviewers',
        () => pending(5, { type: 'User', reviewer: { login: 'petra' } }),
        'manual',
      ],
      [
        'for the clock, where there is only a timer',
        () => pending(5),
        'waiting',
      ],
      [
        'for somebody, where a rule of an app decides',
        () => pending(0),
        'manual',
      ],
      ['for a person, where nothing more can be told', () => {}, 'manual'],
    ])('waits %s', async (_, prepare, status) => {
      prepare();
      const seen = await look();
      expect(seen).toMatchObject({
        board: {
          pipelines: [
            {
              status,
              jobs: [
                { status: 'succeeded' },
                { name: 'deploy-production', status },
              ],
            },
          ],
        },
      });
      // GitHub gives a job a start as soon as it is there.
      expect(
        seen.kind === 'seen' && seen.board.pipelines[0].jobs[1].startedAt,
      ).toBeUndefined();
    });
  });

  it('tells a job that may fail by the run that succeeded all the same', async () => {
    show(run(origin, 'completed', 'success'));
    server.answers.set(
      jobsPath,
      jobs(
        job(1, 'lint', 'completed', 'failure'),
        job(2, 'test', 'completed', 'success'),
      ),
    );
    expect(await look()).toMatchObject({
      board: {
        pipelines: [
          { jobs: [{ allowedToFail: true }, { allowedToFail: false }] },
        ],
      },
    });
  });

  it('leaves out the pull requests of forks, whose branch may be called like ours', async () => {
    show(
      run(origin, 'completed', 'success', { id: 47, event: 'pull_request' }),
      run(origin, 'completed', 'success'),
    );
    server.answers.set(jobsPath, jobs());
    expect(await look()).toMatchObject({
      board: { pipelines: [{ id: '46' }] },
    });
  });

  it('shows an empty board for a repository without a commit', async () => {
    show();
    expect(await look()).toMatchObject({
      board: { branch: 'main', pipelines: [] },
    });
  });

  it('loses no run by another that cannot be read', async () => {
    show({ id: 'odd' }, run(origin, 'queued', null, { head_commit: 'odd' }));
    server.answers.set(
      jobsPath,
      jobs(
        'odd' as unknown as object,
        job(1, 'lint', 'queued', null, { steps: 'odd' }),
      ),
    );
    expect(await look()).toMatchObject({
      board: {
        pipelines: [
          {
            id: '46',
            status: 'waiting',
            commit: { title: 'Add the endpoint' },
            jobs: [{ status: 'waiting' }],
          },
        ],
      },
    });
  });

  it.each([
    [
      'the secondary limit',
      {
        status: 403,
        body: {
          message:
            'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        },
        headers: { 'retry-after': '120' },
      },
      120,
    ],
    [
      'a secondary limit that tells no time',
      {
        status: 429,
        body: { message: 'You have exceeded a secondary rate limit.' },
      },
      60,
    ],
    [
      'the hourly limit',
      {
        status: 403,
        body: { message: 'API rate limit exceeded for user ID 3.' },
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 1_800),
        },
      },
      1_800,
    ],
  ])(
    'leaves GitHub alone after %s, for as long as it says',
    async (_, answer, seconds) => {
      server.answerNext(answer);
      const error = await look().catch(it => it);
      expect(error).toMatchObject({ name: 'ServiceUnavailableError' });
      // GitHub names a moment; some time has passed since the table was written.
      const leeway = 3 + seconds / 10;
      expect(Math.abs(error.retryAfterSeconds - seconds)).toBeLessThan(leeway);
      server.seen();
      await expect(look()).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        retryAfterSeconds: expect.any(Number),
      });
      expect(server.seen()).toEqual([]);
      now = new Date(now.getTime() + (seconds + 3) * 1000);
      show();
      expect(await look()).toMatchObject({ kind: 'seen' });
    },
  );

  it('asks nothing more when an answer says that the limit is spent', async () => {
    show();
    server.remaining = 2;
    server.resetAt = now.getTime() / 1000 + 600;
    await look();
    server.seen();
    await expect(look()).rejects.toMatchObject({
      message: "GitHub's limit of 5000 requests an hour is spent",
      retryAfterSeconds: 600,
    });
    expect(server.seen()).toEqual([]);
  });

  it.each([
    [401, { message: 'Bad credentials' }, 'AuthenticationError'],
    [
      403,
      { message: 'Resource not accessible by personal access token' },
      'NotAllowedError',
    ],
    [404, { message: 'Not Found' }, 'NotFoundError'],
  ])('keeps what GitHub says with a %s', async (status, body, name) => {
    server.answerNext({ status, body });
    const error = await look().catch(it => it);
    expect(error).toMatchObject({
      name,
      message: expect.stringContaining(body.message),
    });
    expect(error.stack).not.toContain(server.token);
  });

  describe('retry', () => {
    const path = `${runsPath}/46`;
    const retry = () =>
      source.retry(reference(), '46', { signal: AbortSignal.timeout(5_000) });

    it('starts the failed jobs again', async () => {
      server.answers.set(path, run(origin, 'completed', 'cancelled'));
      server.answers.set(
        jobsPath,
        jobs(job(1, 'lint', 'completed', 'cancelled')),
      );
      server.answers.set(`${path}/rerun-failed-jobs`, {});
      await retry();
      expect(server.seen()).toEqual([
        `GET ${path} 200`,
        `GET ${askJobs} 200`,
        `POST ${path}/rerun-failed-jobs 200`,
      ]);
    });

    it.each<[string, string, string | null, string]>([
      [
        'has no failed job',
        'completed',
        'success',
        'no failed or cancelled job',
      ],
      ['is not over', 'in_progress', null, 'is not over yet'],
    ])('says so when the run %s', async (_, status, conclusion, words) => {
      server.answers.set(path, run(origin, status, conclusion));
      server.answers.set(jobsPath, jobs(job(1, 'lint', status, conclusion)));
      await expect(retry()).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(words),
      });
    });
  });

  it('tells of a repository when a webhook comes', async () => {
    const changes: unknown[] = [];
    await source.subscribe(change => changes.push(change));
    const { topics, onEvent } = events.subscribe.mock.lastCall![0];
    expect(topics).toEqual(['github']);
    const deliver = (kind: string) =>
      onEvent({
        topic: 'github',
        eventPayload: { repository: repository(origin) },
        metadata: { 'x-github-event': kind },
      });
    await deliver('workflow_run');
    await deliver('push');
    await deliver('issues');
    const { host } = reference();
    expect(changes).toEqual([
      { host, project: 'acme/payments', pushed: false },
      { host, project: 'acme/payments', pushed: true },
    ]);
  });
});
