import { z } from 'zod';
import type { GithubRequest, GithubRoute } from '../../api/GithubRoute.ts';
import { seconds } from '../../present/presentRepository.ts';
import { readGithubParams } from '../../router/readGithubParams.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import type { VariableRecord } from '../records/actionsRecords.ts';
import { administering, findEnvironment, repo } from './lookUp.ts';
import { nameProblem } from './nameProblem.ts';

type Owner = Pick<VariableRecord, 'projectId' | 'environment'>;

const newVariable = z.object({ name: z.string(), value: z.string() });
const changedVariable = newVariable.partial();

/** Variables of a repository and of its environments. */
export function variableRoutes(service: ActionsService): GithubRoute[] {
  return [
    ...routesAt(
      service,
      `${repo}/actions/variables`,
      'a-repository',
      request => ({
        projectId: request.repository.id,
        environment: null,
      }),
    ),
    ...routesAt(
      service,
      `${repo}/environments/{environment_name}/variables`,
      'an-environment',
      request => ({
        projectId: request.repository.id,
        environment: findEnvironment(service, request).name,
      }),
    ),
  ];
}

function present(variable: VariableRecord) {
  return {
    name: variable.name,
    value: variable.value,
    created_at: seconds(variable.createdAt),
    updated_at: seconds(variable.updatedAt),
  };
}

function routesAt(
  service: ActionsService,
  base: string,
  of: string,
  ownerOf: (request: GithubRequest) => Owner,
): GithubRoute[] {
  const { context, store } = service;
  const { variables } = store.records;
  const permission =
    of === 'a-repository' ? 'actions_variables' : 'environments';
  const docs = (verb: string) => `actions/variables#${verb}-${of}-variable`;

  function listed(owner: Owner): VariableRecord[] {
    return variables
      .filter(
        one =>
          one.projectId === owner.projectId &&
          one.environment === owner.environment,
      )
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  const find = (owner: Owner, name: string) =>
    listed(owner).find(one => one.name === name.toUpperCase());

  function need(request: GithubRequest): VariableRecord {
    const variable = find(ownerOf(request), request.params.name);
    if (!variable) {
      throw context.errors.notFound();
    }
    return variable;
  }

  function checkName(owner: Owner, name: string): void {
    const problem = nameProblem('Variable', name);
    if (problem) {
      throw context.errors.unprocessable(problem);
    }
    if (find(owner, name)) {
      throw context.errors.conflict('Already exists - Variable already exists');
    }
  }

  return [
    {
      method: 'GET',
      path: base,
      docs: `actions/variables#list-${of.split('-')[1]}-variables`,
      access: administering(permission, 'read'),
      handle: request =>
        context.paginate(request, listed(ownerOf(request)), {
          key: 'variables',
          perPage: 10,
          present,
        }),
    },
    {
      method: 'POST',
      path: base,
      docs: docs('create'),
      access: administering(permission),
      handle(request) {
        const owner = ownerOf(request);
        const { name, value } = readGithubParams(request.body, newVariable);
        checkName(owner, name);
        const now = store.now();
        variables.put({
          id: variables.nextId(),
          ...owner,
          name: name.toUpperCase(),
          value,
          createdAt: now,
          updatedAt: now,
        });
        return { status: 201, body: {} };
      },
    },
    {
      method: 'GET',
      path: `${base}/{name}`,
      docs: docs('get'),
      access: administering(permission, 'read'),
      handle: request => ({ status: 200, body: present(need(request)) }),
    },
    {
      method: 'PATCH',
      path: `${base}/{name}`,
      docs: docs('update'),
      access: administering(permission),
      handle(request) {
        const variable = need(request);
        const change = readGithubParams(request.body, changedVariable);
        const name = change.name?.toUpperCase() ?? variable.name;
        if (name !== variable.name) {
          checkName(ownerOf(request), name);
        }
        variables.put({
          ...variable,
          name,
          value: change.value ?? variable.value,
          updatedAt: store.now(),
        });
        return { status: 204 };
      },
    },
    {
      method: 'DELETE',
      path: `${base}/{name}`,
      docs: docs('delete'),
      access: administering(permission),
      handle(request) {
        variables.delete(need(request).id);
        return { status: 204 };
      },
    },
  ];
}
