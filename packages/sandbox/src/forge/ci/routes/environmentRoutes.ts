import { environmentSlug, environmentTier } from '../../../runner/index.ts';
import type { EnvironmentRecord } from '../../../runner/index.ts';
import type { ForgeRequest, ForgeRoute } from '../../api/ForgeRoute.ts';
import { accessLevels } from '../../records/accessLevels.ts';
import {
  optional,
  readParams,
  required,
  types,
} from '../../router/readParams.ts';
import { scopes } from '../../router/scopes.ts';
import type { CiService } from '../CiService.ts';
import { presentEnvironment } from '../present/presentEnvironment.ts';
import { findProject, readId } from './lookUp.ts';

const path = '/api/v4/projects/{id}/environments';

const settings = {
  external_url: optional(types.string),
  tier: optional(
    types.oneOf('production', 'staging', 'testing', 'development', 'other'),
  ),
  kubernetes_namespace: optional(types.string),
  flux_resource_path: optional(types.string),
  description: optional(types.string),
  auto_stop_setting: optional(types.oneOf('always', 'with_action')),
};

const nameProblem =
  "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', and spaces, but it cannot start or end with '/'";

/** Environments of a project: those that jobs have made, and those that somebody adds. */
export function environmentRoutes(ci: CiService): ForgeRoute[] {
  const { context, store } = ci;
  const { errors } = context;
  const { environments } = store.records;

  function findEnvironment(request: ForgeRequest, minimumAccess?: number) {
    const project = findProject(ci, request, minimumAccess);
    const id = readId(ci, request, 'environment_id');
    const environment = environments.get(id);
    if (environment?.projectId !== project.id) {
      throw errors.notFound('Environment');
    }
    return environment;
  }

  const present = (environment: EnvironmentRecord) =>
    presentEnvironment(ci, environment, { lastDeployment: true });

  return [
    {
      method: 'GET',
      path,
      scopes: scopes.read,
      anonymous: true,
      async handle(request) {
        const project = findProject(ci, request);
        const asked = readParams(request.query, {
          name: optional(types.string),
          search: optional(types.string),
          states: optional(types.oneOf('stopped', 'stopping', 'available')),
        });
        if (asked.name !== undefined && asked.search !== undefined) {
          throw errors.parameters(['name, search are mutually exclusive']);
        }
        if (asked.search !== undefined && asked.search.length < 3) {
          throw errors.badRequest('Search query is less than 3 characters');
        }
        const found = environments.filter(
          one =>
            one.projectId === project.id &&
            (!asked.name || one.name === asked.name) &&
            (!asked.search || one.name.includes(asked.search)) &&
            (!asked.states || one.state === asked.states),
        );
        const answer = context.paginate(request, found);
        const body = await Promise.all(
          (answer.body as EnvironmentRecord[]).map(one =>
            presentEnvironment(ci, one, { lastDeployment: false }),
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
        const { name, ...asked } = readParams(request.body, {
          name: required(types.string),
          ...settings,
        });
        if (!/^[\w\-/${}. ]+$/.test(name) || /^\/|\/$/.test(name)) {
          throw errors.validation({ name: [nameProblem] });
        }
        const isTaken = environments.find(
          one => one.projectId === project.id && one.name === name,
        );
        if (isTaken) {
          throw errors.validation({
            name: ['has already been taken'],
            slug: ['has already been taken'],
          });
        }
        const now = store.now();
        const environment = environments.put({
          id: environments.nextId(),
          projectId: project.id,
          name,
          slug: environmentSlug(name),
          externalUrl: asked.external_url ?? null,
          tier: asked.tier ?? environmentTier(name),
          state: 'available',
          description: asked.description ?? null,
          kubernetesNamespace: asked.kubernetes_namespace ?? null,
          fluxResourcePath: asked.flux_resource_path ?? null,
          autoStopSetting: asked.auto_stop_setting ?? 'always',
          onStop: null,
          createdAt: now,
          updatedAt: now,
        });
        return { status: 201, body: await present(environment) };
      },
    },
    {
      method: 'GET',
      path: `${path}/{environment_id}`,
      scopes: scopes.read,
      anonymous: true,
      async handle(request) {
        return { status: 200, body: await present(findEnvironment(request)) };
      },
    },
    {
      method: 'PUT',
      path: `${path}/{environment_id}`,
      scopes: scopes.write,
      async handle(request) {
        const known = findEnvironment(request, accessLevels.developer);
        const asked = readParams(request.body, settings);
        const environment = environments.put({
          ...known,
          externalUrl: asked.external_url ?? known.externalUrl,
          tier: asked.tier ?? known.tier,
          description: asked.description ?? known.description,
          kubernetesNamespace:
            asked.kubernetes_namespace ?? known.kubernetesNamespace,
          fluxResourcePath: asked.flux_resource_path ?? known.fluxResourcePath,
          autoStopSetting: asked.auto_stop_setting ?? known.autoStopSetting,
          updatedAt: store.now(),
        });
        return { status: 200, body: await present(environment) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{environment_id}`,
      scopes: scopes.write,
      handle(request) {
        const environment = findEnvironment(request, accessLevels.developer);
        if (environment.state !== 'stopped') {
          throw errors.forbidden();
        }
        environments.delete(environment.id);
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: `${path}/{environment_id}/stop`,
      scopes: scopes.write,
      async handle(request) {
        const known = findEnvironment(request, accessLevels.developer);
        const environment = environments.put({
          ...known,
          state: 'stopped',
          updatedAt: store.now(),
        });
        return { status: 201, body: await present(environment) };
      },
    },
  ];
}
