import { z } from 'zod';
import type { GithubRoute } from '../../api/GithubRoute.ts';
import { readGithubParams } from '../../router/readGithubParams.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import {
  presentDeployment,
  presentDeploymentStatus,
} from '../present/presentDeployment.ts';
import { findDeployment, reading, repo, writing } from './lookUp.ts';

const one = `${repo}/deployments/{deployment_id}`;

const deploymentBody = z.object({
  ref: z.string(),
  task: z.string().default('deploy'),
  environment: z.string().default('production'),
  description: z.string().nullish(),
  payload: z.union([z.record(z.unknown()), z.string()]).default({}),
  required_contexts: z.array(z.string()).optional(),
  transient_environment: z.boolean().default(false),
  production_environment: z.boolean().optional(),
  auto_merge: z.boolean().optional(),
});

const statusBody = z.object({
  state: z.enum([
    'error',
    'failure',
    'inactive',
    'in_progress',
    'queued',
    'pending',
    'success',
  ]),
  description: z.string().default(''),
  environment_url: z.string().default(''),
  log_url: z.string().optional(),
  target_url: z.string().optional(),
  auto_inactive: z.boolean().default(true),
});

/** Deployments, and how they are getting on. */
export function deploymentRoutes(service: ActionsService): GithubRoute[] {
  const { context, store, host } = service;
  const { deployments } = store.records;
  const docs = (name: string) => `deployments/deployments#${name}`;
  const statusDocs = (name: string) => `deployments/statuses#${name}`;
  return [
    {
      method: 'GET',
      path: `${repo}/deployments`,
      docs: docs('list-deployments'),
      access: reading('deployments'),
      handle(request) {
        const { sha, ref, task, environment } = request.query;
        const found = deployments
          .filter(
            each =>
              each.projectId === request.repository.id &&
              (!sha || sha === 'none' || each.sha === sha) &&
              (!ref || ref === 'none' || each.ref === ref) &&
              (!task || task === 'none' || each.task === task) &&
              (!environment ||
                environment === 'none' ||
                each.environment === environment),
          )
          .reverse();
        return context.paginate(request, found, {
          present: each => presentDeployment(service, request.repository, each),
        });
      },
    },
    {
      method: 'POST',
      path: `${repo}/deployments`,
      docs: docs('create-a-deployment'),
      access: writing('deployments'),
      async handle(request) {
        const project = request.repository;
        const body = readGithubParams(request.body, deploymentBody);
        const commit = await host.commit(project.id, body.ref);
        if (!commit) {
          throw context.errors.unprocessable(`No ref found for: ${body.ref}`);
        }
        const checks = context.actions.checks(project, commit.sha);
        const open = checks.filter(
          check =>
            (body.required_contexts?.includes(check.name) ?? true) &&
            check.conclusion !== 'success' &&
            check.conclusion !== 'skipped',
        );
        if (body.required_contexts?.length !== 0 && open.length > 0) {
          throw context.errors.conflict(
            'Conflict: Commit status checks failed for ' + body.ref + '.',
          );
        }
        const added = store.addDeployment({
          projectId: project.id,
          sha: commit.sha,
          ref: body.ref,
          task: body.task,
          environment: body.environment,
          description: body.description ?? null,
          payload: body.payload,
          creatorId: context.userOf(request.principal).id,
          jobId: null,
          transient: body.transient_environment,
          production:
            body.production_environment ?? body.environment === 'production',
        });
        return {
          status: 201,
          body: presentDeployment(service, project, added),
        };
      },
    },
    {
      method: 'GET',
      path: one,
      docs: docs('get-a-deployment'),
      access: reading('deployments'),
      handle: request => ({
        status: 200,
        body: presentDeployment(
          service,
          request.repository,
          findDeployment(service, request),
        ),
      }),
    },
    {
      method: 'DELETE',
      path: one,
      docs: docs('delete-a-deployment'),
      access: writing('deployments'),
      handle(request) {
        const deployment = findDeployment(service, request);
        const statuses = store.deploymentStatuses(deployment.id);
        if (statuses.at(-1)?.state === 'success') {
          throw context.errors.unprocessable(
            'We cannot delete an active deployment unless it is the only deployment in a given environment.',
          );
        }
        statuses.forEach(each =>
          store.records.deploymentStatuses.delete(each.id),
        );
        deployments.delete(deployment.id);
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: `${one}/statuses`,
      docs: statusDocs('list-deployment-statuses'),
      access: reading('deployments'),
      handle(request) {
        const deployment = findDeployment(service, request);
        return context.paginate(
          request,
          store.deploymentStatuses(deployment.id).reverse(),
          {
            present: each =>
              presentDeploymentStatus(
                service,
                request.repository,
                deployment,
                each,
              ),
          },
        );
      },
    },
    {
      method: 'POST',
      path: `${one}/statuses`,
      docs: statusDocs('create-a-deployment-status'),
      access: writing('deployments'),
      handle(request) {
        const deployment = findDeployment(service, request);
        const body = readGithubParams(request.body, statusBody);
        const status = store.addDeploymentStatus(deployment, body.state, {
          description: body.description,
          environmentUrl: body.environment_url,
          logUrl: body.log_url ?? body.target_url ?? '',
          creatorId: context.userOf(request.principal).id,
        });
        if (body.state === 'success' && body.auto_inactive) {
          store.retireOlder(deployment);
        }
        return {
          status: 201,
          body: presentDeploymentStatus(
            service,
            request.repository,
            deployment,
            status,
          ),
        };
      },
    },
    {
      method: 'GET',
      path: `${one}/statuses/{status_id}`,
      docs: statusDocs('get-a-deployment-status'),
      access: reading('deployments'),
      handle(request) {
        const deployment = findDeployment(service, request);
        const status = store
          .deploymentStatuses(deployment.id)
          .find(each => String(each.id) === request.params.status_id);
        if (!status) {
          throw context.errors.notFound();
        }
        return {
          status: 200,
          body: presentDeploymentStatus(
            service,
            request.repository,
            deployment,
            status,
          ),
        };
      },
    },
  ];
}
