import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { GithubRoute } from '../../api/GithubRoute.ts';
import { readGithubParams } from '../../router/readGithubParams.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import type { SelfHostedRunnerRecord } from '../records/actionsRecords.ts';
import { administering, repo } from './lookUp.ts';

const hour = 3_600_000;

const jitBody = z.object({
  name: z.string().min(1).max(64),
  runner_group_id: z.number().int(),
  labels: z.array(z.string().min(1)).min(1).max(100),
  work_folder: z.string().optional(),
});

/** Runners that a repository's owners bring themselves; the sandbox's own are not among them. */
export function runnerRoutes(service: ActionsService): GithubRoute[] {
  const { context, store } = service;
  const { runners } = store.records;
  const docs = (name: string) => `actions/self-hosted-runners#${name}`;

  const present = (runner: SelfHostedRunnerRecord) => ({
    id: runner.id,
    runner_group_id: 1,
    name: runner.name,
    os: runner.os,
    // None of them is ever started: the sandbox runs the jobs itself.
    status: 'offline',
    busy: false,
    ephemeral: true,
    labels: runner.labels.map((name, index) => ({
      id: index + 1,
      name,
      type: /^(self-hosted|linux|x64)$/i.test(name) ? 'read-only' : 'custom',
    })),
  });

  const find = (projectId: number, id: string) => {
    const runner = runners.get(Number(id));
    if (!runner || runner.projectId !== projectId) {
      throw context.errors.notFound();
    }
    return runner;
  };

  const tokenRoute = (kind: 'registration' | 'remove'): GithubRoute => ({
    method: 'POST',
    path: `${repo}/actions/runners/${kind}-token`,
    docs: docs(`create-a-${kind}-token-for-a-repository`),
    access: administering('administration'),
    handle: () => ({
      status: 201,
      body: {
        // No runner is registered with it here, so that nothing of it is kept.
        token: randomBytes(18).toString('base64url').toUpperCase(),
        expires_at: new Date(
          context.forge.clock.now().getTime() + hour,
        ).toISOString(),
      },
    }),
  });

  return [
    {
      method: 'GET',
      path: `${repo}/actions/runners`,
      docs: docs('list-self-hosted-runners-for-a-repository'),
      access: administering('administration', 'read'),
      handle: request =>
        context.paginate(
          request,
          runners.filter(
            one =>
              one.projectId === request.repository.id &&
              (!request.query.name || one.name === request.query.name),
          ),
          { key: 'runners', present },
        ),
    },
    {
      method: 'GET',
      path: `${repo}/actions/runners/{runner_id}`,
      docs: docs('get-a-self-hosted-runner-for-a-repository'),
      access: administering('administration', 'read'),
      handle: request => ({
        status: 200,
        body: present(find(request.repository.id, request.params.runner_id)),
      }),
    },
    {
      method: 'DELETE',
      path: `${repo}/actions/runners/{runner_id}`,
      docs: docs('delete-a-self-hosted-runner-from-a-repository'),
      access: administering('administration'),
      handle(request) {
        runners.delete(
          find(request.repository.id, request.params.runner_id).id,
        );
        return { status: 204 };
      },
    },
    tokenRoute('registration'),
    tokenRoute('remove'),
    {
      method: 'POST',
      path: `${repo}/actions/runners/generate-jitconfig`,
      docs: docs(
        'create-configuration-for-a-just-in-time-runner-for-a-repository',
      ),
      access: administering('administration'),
      handle(request) {
        const projectId = request.repository.id;
        const body = readGithubParams(request.body, jitBody);
        const isTaken = runners.find(
          one => one.projectId === projectId && one.name === body.name,
        );
        if (isTaken) {
          throw context.errors.conflict(
            `Already exists - A runner with the name '${body.name}' already exists.`,
          );
        }
        const runner = runners.put({
          id: runners.nextId(),
          projectId,
          name: body.name,
          os: 'linux',
          labels: body.labels,
        });
        const config = {
          name: body.name,
          key: randomBytes(24).toString('base64'),
        };
        return {
          status: 201,
          body: {
            runner: present(runner),
            encoded_jit_config: Buffer.from(JSON.stringify(config)).toString(
              'base64',
            ),
          },
        };
      },
    },
  ];
}
