import { setTimeout as delay } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { startSandbox } from './__testUtils__/startSandbox';
import { connectGithub } from './github';
import { GithubPipelineSource } from './pipelines';
import { GithubRepositoryReader } from './repository';

const workflow = (step: string) => `name: CI
on: push
jobs:
  check:
    runs-on: ubuntu-24.04
    steps:
      - name: Check it
        run: ${step}
  deploy:
    needs: check
    runs-on: ubuntu-24.04
    environment: production
    steps:
      - run: echo deployed
`;

/** Against a GitHub that this module did not write, with workflows that run. */
describe("the sandbox's GitHub", () => {
  let github: Awaited<ReturnType<typeof startSandbox>>;
  let source: GithubPipelineSource;
  let reader: GithubRepositoryReader;
  const repository = '/repos/acme/orders';

  beforeAll(async () => {
    github = await startSandbox();
    const { host, apiBaseUrl, token } = github;
    const integrations = ScmIntegrations.fromConfig(
      mockServices.rootConfig({
        data: { integrations: { github: [{ host, apiBaseUrl, token }] } },
      }),
    );
    const connect = connectGithub(integrations);
    source = new GithubPipelineSource({
      integrations,
      connect,
      events: mockServices.events.mock(),
      logger: mockServices.logger.mock(),
      now: () => new Date(),
    });
    reader = new GithubRepositoryReader({ integrations, connect });
    await github.ask('POST', '/orgs/acme/repos', { name: 'orders' });
    await commit('README.md', 'one\n');
  }, 120_000);
  afterAll(() => github.stop());

  const reference = () => ({
    source: 'github',
    host: github.host,
    project: 'acme/orders',
  });

  async function commit(path: string, text: string): Promise<string> {
    const known = await github
      .ask('GET', `${repository}/contents/${path}`)
      .catch(() => undefined);
    const { commit: made } = await github.ask(
      'PUT',
      `${repository}/contents/${path}`,
      {
        message: `Write ${path}`,
        content: Buffer.from(text).toString('base64'),
        sha: known?.sha,
      },
    );
    return made.sha;
  }

  /** The newest run, when it is in this state. */
  async function seeRun(sha: string, status: string) {
    let last: unknown;
    for (let attempt = 0; attempt < 200; attempt++) {
      const look = await source.look(reference(), {
        limit: 5,
        signal: AbortSignal.timeout(10_000),
      });
      const [newest] = look.kind === 'seen' ? look.board.pipelines : [];
      if (newest?.commit.sha === sha && newest.status === status) {
        return newest;
      }
      last = newest;
      await delay(100);
    }
    throw new Error(`The run is not ${status}: ${JSON.stringify(last)}`);
  }

  it('shows a run that waits for a person, until somebody has approved it', async () => {
    const { id } = await github.ask('GET', '/user');
    const environment = await github.ask(
      'PUT',
      `${repository}/environments/production`,
      { reviewers: [{ type: 'User', id }] },
    );
    const sha = await commit('.github/workflows/ci.yml', workflow('true'));
    const waiting = await seeRun(sha, 'manual');
    expect(waiting.jobs).toMatchObject([
      { name: 'check', stage: 'CI', status: 'succeeded' },
      { name: 'deploy', status: 'manual' },
    ]);
    await github.ask(
      'POST',
      `${repository}/actions/runs/${waiting.id}/pending_deployments`,
      { environment_ids: [environment.id], state: 'approved', comment: 'Go' },
    );
    const done = await seeRun(sha, 'succeeded');
    expect(done.finishedAt).toBeDefined();
    expect(done.commit.url).toBe(
      `http://${github.host}/acme/orders/commit/${sha}`,
    );
  }, 60_000);

  it('names the step that failed, and starts the failed jobs again', async () => {
    const sha = await commit('.github/workflows/ci.yml', workflow('false'));
    const failed = await seeRun(sha, 'failed');
    expect(failed.jobs[0]).toMatchObject({
      name: 'check',
      status: 'failed',
      failureReason: 'Check it',
    });
    await source.retry(reference(), failed.id, {
      signal: AbortSignal.timeout(10_000),
    });
    let again = await seeRun(sha, 'failed');
    for (let i = 0; again.jobs[0].id === failed.jobs[0].id && i < 50; i++) {
      await delay(100);
      again = await seeRun(sha, 'failed');
    }
    expect(again.id).toBe(failed.id);
    expect(again.jobs[0].id).not.toBe(failed.jobs[0].id);
  }, 60_000);

  it('reads a file as it was at a commit', async () => {
    const before = await commit('chart/values-dev.yaml', 'image: 1\n');
    await commit('chart/values-dev.yaml', 'image: 2\n');
    const read = (path: string) =>
      reader.readFile({
        repoURL: `http://${github.host}/acme/orders.git`,
        path,
        revision: before,
        signal: AbortSignal.timeout(10_000),
      });
    expect(await read('chart/values-dev.yaml')).toBe('image: 1\n');
    expect(await read('chart/values-qa.yaml')).toBeUndefined();
  }, 60_000);
});
