import type { ActionsWorld } from './startActionsWorld.ts';
import { systemBWorkflow, valuesFile } from './systemB.ts';

/** Makes the app and the GitOps repository, with the credential between them. */
export async function launchSystemB(
  world: ActionsWorld,
  options: { workflow?: string; secret?: boolean; name?: string } = {},
): Promise<{ app: string; gitops: string; gitopsToken: string }> {
  const name = options.name ?? 'payments';
  const app = `acme/${name}`;
  const gitops = `acme/${name}-gitops`;
  const create = (repository: string) =>
    world.make('POST', '/orgs/acme/repos', {
      name: repository,
      private: true,
      auto_init: true,
    });
  await create(name);
  await create(`${name}-gitops`);
  await putFile(world, gitops, 'chart/values.yaml', valuesFile);
  const gitopsToken = world.tokenOf('platform-owner', ['repo']);
  if (options.secret !== false) {
    await world.putSecret(
      `/repos/${app}/actions/secrets`,
      'GITOPS_TOKEN',
      gitopsToken,
    );
  }
  await world.make('POST', `/repos/${app}/actions/variables`, {
    name: 'GITOPS_REPOSITORY',
    value: gitops,
  });
  await putFile(
    world,
    app,
    'Dockerfile',
    'FROM scratch\n',
    '[skip ci] Add an image',
  );
  await putFile(
    world,
    app,
    '.github/workflows/ci.yml',
    options.workflow ?? systemBWorkflow,
    'Start the service',
  );
  return { app, gitops, gitopsToken };
}

/** Commits one file; answers the commit. */
export async function putFile(
  world: ActionsWorld,
  repository: string,
  path: string,
  content: string,
  message = `Add ${path}`,
): Promise<string> {
  const known = await world.call(
    'GET',
    `/repos/${repository}/contents/${path}`,
  );
  const { commit } = await world.make(
    'PUT',
    `/repos/${repository}/contents/${path}`,
    {
      message,
      content: Buffer.from(content).toString('base64'),
      ...(known.status === 200 ? { sha: known.body.sha } : {}),
    },
  );
  return commit.sha;
}

/** The newest run of a repository, when it is in the status asked for. */
export function runIn(
  world: ActionsWorld,
  repository: string,
  status = 'completed',
  attempt = 1,
) {
  return world.until(async () => {
    const { body } = await world.call(
      'GET',
      `/repos/${repository}/actions/runs`,
    );
    const run = body.workflow_runs?.[0];
    return run?.status === status && run.run_attempt === attempt
      ? run
      : undefined;
  }, `a run of ${repository} that is ${status}`);
}

/** What a job of a run has logged. */
export async function logOf(
  world: ActionsWorld,
  repository: string,
  run: { id: number },
  name: string,
): Promise<string> {
  const { jobs } = await world.make(
    'GET',
    `/repos/${repository}/actions/runs/${run.id}/jobs`,
  );
  const job = jobs.find((one: { name: string }) => one.name === name);
  const answer = await world.call(
    'GET',
    `/repos/${repository}/actions/jobs/${job.id}/logs`,
  );
  return (await fetch(answer.headers.get('location')!)).text();
}

/** A file of a repository's default branch. */
export async function fileOf(
  world: ActionsWorld,
  repository: string,
  path: string,
): Promise<string> {
  const { content } = await world.make(
    'GET',
    `/repos/${repository}/contents/${path}`,
  );
  return Buffer.from(content, 'base64').toString('utf8');
}
