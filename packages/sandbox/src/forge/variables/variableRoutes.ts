import type { ForgeRequest, ForgeRoute } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { VariableRecord } from '../records/records.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';
import { presentVariable } from './presentVariable.ts';
import { variableProblems } from './variableProblems.ts';

type Owner = Pick<VariableRecord, 'owner' | 'ownerId'>;

const variableParams = {
  protected: optional(types.boolean),
  masked: optional(types.boolean),
  raw: optional(types.boolean),
  variable_type: optional(types.oneOf('env_var', 'file')),
  environment_scope: optional(types.string),
  description: optional(types.string),
};

/** The one variable meant by a key and, where there are several, an environment scope. */
function findVariable(
  context: ForgeContext,
  owner: Owner,
  request: ForgeRequest,
): VariableRecord {
  const filter = request.query.filter ?? request.body.filter;
  const scope = filter?.environment_scope;
  const found = context.records.variables.filter(
    variable =>
      variable.owner === owner.owner &&
      variable.ownerId === owner.ownerId &&
      variable.key === request.params.key &&
      (scope === undefined || variable.environmentScope === scope),
  );
  if (found.length > 1) {
    throw context.errors.conflict(
      "There are multiple variables with provided parameters. Please use 'filter[environment_scope]'",
    );
  }
  if (found.length === 0) {
    throw context.errors.notFound('Variable');
  }
  return found[0];
}

function check(context: ForgeContext, variable: VariableRecord): void {
  const others = context.records.variables.filter(
    other =>
      other.id !== variable.id &&
      other.owner === variable.owner &&
      other.ownerId === variable.ownerId,
  );
  const problems = variableProblems(variable, others);
  if (Object.keys(problems).length > 0) {
    throw context.errors.validation(problems);
  }
}

function routesOf(
  context: ForgeContext,
  path: string,
  ownerOf: (request: ForgeRequest) => Owner,
): ForgeRoute[] {
  const { variables } = context.records;
  return [
    {
      method: 'GET',
      path,
      scopes: scopes.read,
      handle(request) {
        const owner = ownerOf(request);
        return context.paginate(
          request,
          variables.filter(
            variable =>
              variable.owner === owner.owner &&
              variable.ownerId === owner.ownerId,
          ),
          presentVariable,
        );
      },
    },
    {
      method: 'POST',
      path,
      scopes: scopes.write,
      handle(request) {
        const owner = ownerOf(request);
        const given = readParams(request.body, {
          key: required(types.string),
          value: required(types.string),
          masked_and_hidden: optional(types.boolean),
          ...variableParams,
        });
        const hidden = given.masked_and_hidden ?? false;
        const variable: VariableRecord = {
          id: variables.nextId(),
          ...owner,
          variableType: given.variable_type ?? 'env_var',
          key: given.key,
          value: given.value,
          hidden,
          protected: given.protected ?? false,
          masked: hidden || (given.masked ?? false),
          raw: given.raw ?? false,
          environmentScope: given.environment_scope ?? '*',
          description: given.description ?? null,
        };
        check(context, variable);
        variables.put(variable);
        return { status: 201, body: presentVariable(variable) };
      },
    },
    {
      method: 'GET',
      path: `${path}/{key}`,
      scopes: scopes.read,
      handle: request => ({
        status: 200,
        body: presentVariable(findVariable(context, ownerOf(request), request)),
      }),
    },
    {
      method: 'PUT',
      path: `${path}/{key}`,
      scopes: scopes.write,
      handle(request) {
        const variable = findVariable(context, ownerOf(request), request);
        const given = readParams(request.body, {
          value: optional(types.string),
          ...variableParams,
        });
        if (variable.hidden && given.masked === false) {
          throw context.errors.validation({
            masked: ['A hidden variable has to stay masked.'],
          });
        }
        const changed: VariableRecord = {
          ...variable,
          value: given.value ?? variable.value,
          variableType: given.variable_type ?? variable.variableType,
          protected: given.protected ?? variable.protected,
          masked: given.masked ?? variable.masked,
          raw: given.raw ?? variable.raw,
          environmentScope:
            given.environment_scope ?? variable.environmentScope,
          description: given.description ?? variable.description,
        };
        check(context, changed);
        variables.put(changed);
        return { status: 200, body: presentVariable(changed) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{key}`,
      scopes: scopes.write,
      handle(request) {
        const variable = findVariable(context, ownerOf(request), request);
        variables.delete(variable.id);
        return { status: 204 };
      },
    },
  ];
}

/** CI variables of projects and of groups. */
export function variableRoutes(context: ForgeContext): ForgeRoute[] {
  return [
    ...routesOf(
      context,
      '/api/v4/projects/{id}/variables',
      ({ params, principal }) => ({
        owner: 'project',
        ownerId: context.findProject(params.id, principal, {
          minimumAccess: accessLevels.maintainer,
        }).id,
      }),
    ),
    ...routesOf(
      context,
      '/api/v4/groups/{id}/variables',
      ({ params, principal }) => ({
        owner: 'group',
        ownerId: context.access.findNamespace(params.id, principal, {
          what: 'Group',
          minimumAccess: accessLevels.owner,
        }).id,
      }),
    ),
  ];
}
