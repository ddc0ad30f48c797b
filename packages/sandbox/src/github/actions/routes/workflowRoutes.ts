import { z } from 'zod';
import type { GithubRoute } from '../../api/GithubRoute.ts';
import { apiUrlOf } from '../../present/presentRepository.ts';
import { readGithubParams } from '../../router/readGithubParams.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import { repositoryOf } from '../engine/triggerRuns.ts';
import { runUrl } from '../present/presentRun.ts';
import { presentWorkflow } from '../present/presentWorkflow.ts';
import { readDispatchInputs } from './readDispatchInputs.ts';
import { findWorkflow, reading, repo, writing } from './lookUp.ts';

const one = `${repo}/actions/workflows/{workflow_id}`;

const dispatchBody = z.object({
  ref: z.string(),
  inputs: z.record(z.union([z.string(), z.number(), z.boolean()])).nullish(),
  return_run_details: z.boolean().optional(),
});

/** Workflows, and starting one by hand. */
export function workflowRoutes(service: ActionsService): GithubRoute[] {
  const { context, store, engine, host } = service;
  const { errors } = context;
  const docs = (name: string) => `actions/workflows#${name}`;

  const setState = (
    action: 'enable' | 'disable',
    state: 'active' | 'disabled_manually',
  ): GithubRoute => ({
    method: 'PUT',
    path: `${one}/${action}`,
    docs: docs(`${action}-a-workflow`),
    access: writing(),
    async handle(request) {
      const workflow = await findWorkflow(service, request);
      const updatedAt = store.now();
      store.records.workflows.put({ ...workflow, state, updatedAt });
      return { status: 204 };
    },
  });

  return [
    {
      method: 'GET',
      path: `${repo}/actions/workflows`,
      docs: docs('list-repository-workflows'),
      access: reading(),
      async handle(request) {
        const workflows = await engine.files.sync(request.repository);
        return context.paginate(request, workflows, {
          key: 'workflows',
          present: each => presentWorkflow(service, request.repository, each),
        });
      },
    },
    {
      method: 'GET',
      path: one,
      docs: docs('get-a-workflow'),
      access: reading(),
      handle: async request => ({
        status: 200,
        body: presentWorkflow(
          service,
          request.repository,
          await findWorkflow(service, request),
        ),
      }),
    },
    setState('enable', 'active'),
    setState('disable', 'disabled_manually'),
    {
      method: 'POST',
      path: `${one}/dispatches`,
      docs: docs('create-a-workflow-dispatch-event'),
      access: writing(),
      async handle(request) {
        const project = request.repository;
        const body = readGithubParams(request.body, dispatchBody);
        const workflow = await findWorkflow(service, request);
        if (workflow.state !== 'active') {
          throw errors.unprocessable(
            "Cannot trigger a 'workflow_dispatch' on a disabled workflow",
          );
        }
        const { ref, commit } = await findRef(project.id, body.ref);
        const files = await engine.files.at(project, commit.sha);
        const file = files.find(each => each.path === workflow.path);
        const inputs =
          file?.result.kind === 'parsed'
            ? file.result.workflow.events.dispatchInputs
            : undefined;
        if (!file || !inputs) {
          throw errors.unprocessable(
            "Workflow does not have 'workflow_dispatch' trigger",
          );
        }
        const given = readDispatchInputs(inputs, body.inputs ?? {});
        if ('problem' in given) {
          throw errors.unprocessable(given.problem);
        }
        const actor = context.userOf(request.principal);
        const run = engine.create(file, {
          project,
          event: 'workflow_dispatch',
          ref,
          headBranch: ref.replace(/^refs\/(heads|tags)\//, ''),
          sha: commit.sha,
          title: workflow.name,
          actorId: actor.id,
          payload: {
            inputs: given.values,
            ref,
            workflow: workflow.path,
            repository: repositoryOf(service, project),
            sender: { login: actor.username, id: actor.id },
          },
          inputs: given.values,
          pullRequestIds: [],
        });
        return body.return_run_details
          ? {
              status: 200,
              body: {
                workflow_run_id: run.id,
                run_url: `${apiUrlOf(context, project)}/actions/runs/${run.id}`,
                html_url: runUrl(service, project, run),
              },
            }
          : { status: 204 };
      },
    },
  ];

  async function findRef(projectId: number, wanted: string) {
    const candidates = wanted.startsWith('refs/')
      ? [wanted]
      : [`refs/heads/${wanted}`, `refs/tags/${wanted}`];
    for (const ref of candidates) {
      const commit = await host.commit(projectId, ref);
      if (commit) {
        return { ref, commit };
      }
    }
    throw errors.unprocessable(`No ref found for: ${wanted}`);
  }
}
