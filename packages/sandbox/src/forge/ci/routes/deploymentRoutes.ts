import { ensureEnvironment } from '../../../runner/index.ts';
import type { DeploymentRecord } from '../../../runner/index.ts';
import type { ForgeRequest, ForgeRoute } from '../../api/ForgeRoute.ts';
import { accessLevels } from '../../records/accessLevels.ts';
import { readParams, required, types } from '../../router/readParams.ts';
import { scopes } from '../../router/scopes.ts';
import type { CiService } from '../CiService.ts';
import {
  presentDeployment,
  presentDeploymentExtended,
} from '../present/presentEnvironment.ts';
import { findProject, mayRunOn, readId } from './lookUp.ts';
import { selectDeployments } from './deploymentQuery.ts';

const path = '/api/v4/projects/{id}/deployments';
const reportable = types.oneOf('running', 'success', 'failed', 'canceled');

/** Deployments: those that jobs make, and those that others report. */
export function deploymentRoutes(ci: CiService): ForgeRoute[] {
  const { context, store } = ci;
  const { errors } = context;
  const { deployments, environments } = store.records;

  function findDeployment(request: ForgeRequest, minimumAccess?: number) {
    const project = findProject(ci, request, minimumAccess);
    const id = readId(ci, request, 'deployment_id');
    const deployment = deployments.get(id);
    if (deployment?.projectId !== project.id) {
      throw errors.notFound('Deployment');
    }
    return deployment;
  }

  return [
    {
      method: 'GET',
      path,
      scopes: scopes.read,
      anonymous: true,
      async handle(request) {
        const project = findProject(ci, request);
        const found = selectDeployments(
          deployments.filter(one => one.projectId === project.id),
          request.query,
          id => environments.get(id)?.name,
        );
        const answer = context.paginate(request, found);
        const body = await Promise.all(
          (answer.body as DeploymentRecord[]).map(one =>
            presentDeployment(ci, one),
          ),
        );
        return { ...answer, body };
      },
    },
    {
      method: 'POST',
      path,
      scopes: scopes.write,
      async handle(request) {
        const project = findProject(ci, request, accessLevels.developer);
        const asked = readParams(request.body, {
          environment: required(types.string),
          sha: required(types.string),
          ref: required(types.string),
          tag: required(types.boolean),
          status: required(reportable),
        });
        if (!mayRunOn(ci, project, request.principal, asked.ref)) {
          throw errors.forbidden();
        }
        const git = context.git.of(project);
        const sha = await git.resolve(asked.sha);
        const kind = asked.tag ? 'tags' : 'heads';
        const ref = await git.resolve(`refs/${kind}/${asked.ref}`);
        if (!sha || !ref) {
          throw errors.validation({
            ...(ref ? {} : { ref: ['The branch or tag does not exist'] }),
            ...(sha ? {} : { sha: ['The commit does not exist'] }),
          });
        }
        const environment = ensureEnvironment(store, project.id, {
          name: asked.environment,
          url: null,
          action: 'start',
          onStop: null,
          tier: null,
        });
        const now = store.now();
        const deployment = store.changeDeployment(
          {
            id: deployments.nextId(),
            iid: context.nextIid(project.id, 'deployment'),
            projectId: project.id,
            environmentId: environment.id,
            ref: asked.ref,
            tag: asked.tag,
            sha,
            status: 'created',
            userId: context.userOf(request.principal).id,
            jobId: null,
            createdAt: now,
            updatedAt: now,
            finishedAt: null,
          },
          asked.status,
        );
        return {
          status: 201,
          body: await presentDeploymentExtended(ci, deployment),
        };
      },
    },
    {
      method: 'GET',
      path: `${path}/{deployment_id}`,
      scopes: scopes.read,
      anonymous: true,
      async handle(request) {
        const deployment = findDeployment(request);
        return {
          status: 200,
          body: await presentDeploymentExtended(ci, deployment),
        };
      },
    },
    {
      method: 'PUT',
      path: `${path}/{deployment_id}`,
      scopes: scopes.write,
      async handle(request) {
        const known = findDeployment(request, accessLevels.developer);
        const { status } = readParams(request.body, {
          status: required(reportable),
        });
        // What a job deploys ends as the job does, whatever anybody else says.
        if (known.jobId !== null) {
          throw errors.forbidden();
        }
        if (known.status === status) {
          throw errors.validation({
            status: [`cannot transition via "${transition(status)}"`],
          });
        }
        const changed = store.changeDeployment(known, status);
        return {
          status: 200,
          body: await presentDeploymentExtended(ci, changed),
        };
      },
    },
  ];
}

function transition(status: 'running' | 'success' | 'failed' | 'canceled') {
  const names = {
    running: 'run',
    success: 'succeed',
    failed: 'drop',
    canceled: 'cancel',
  };
  return names[status];
}
