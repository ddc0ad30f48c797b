import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { Principal } from '../api/Principal.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels, describeAccessLevel } from '../records/accessLevels.ts';
import type {
  AccessRule,
  ProjectRecord,
  ProtectedBranchRecord,
} from '../records/records.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';

const path = '/api/v4/projects/{id}/protected_branches';

/** `API_Entities_ProtectedBranch` */
function presentProtectedBranch(rule: ProtectedBranchRecord) {
  const levels = (rules: AccessRule[]) =>
    rules.map(({ id, accessLevel }) => ({
      id,
      access_level: accessLevel,
      access_level_description: describeAccessLevel(accessLevel),
      deploy_key_id: null,
      user_id: null,
      group_id: null,
    }));
  return {
    id: rule.id,
    name: rule.name,
    push_access_levels: levels(rule.push),
    merge_access_levels: levels(rule.merge),
    allow_force_push: rule.allowForcePush,
    unprotect_access_levels: levels(rule.unprotect),
    code_owner_approval_required: rule.codeOwnerApprovalRequired,
    inherited: false,
  };
}

/** `allowed_to_push: [{ access_level: 30 }]`, and by id with `_destroy` when editing. */
function applyRules(
  before: AccessRule[],
  given: Array<Record<string, any>> | undefined,
  nextId: () => number,
): AccessRule[] {
  let rules = before;
  for (const each of given ?? []) {
    if (each.id !== undefined && String(each._destroy) === 'true') {
      rules = rules.filter(rule => rule.id !== Number(each.id));
    } else if (each.id !== undefined) {
      rules = rules.map(rule =>
        rule.id === Number(each.id)
          ? { ...rule, accessLevel: Number(each.access_level) }
          : rule,
      );
    } else if (each.access_level !== undefined) {
      rules = [
        ...rules,
        { id: nextId(), accessLevel: Number(each.access_level) },
      ];
    }
  }
  return rules;
}

export function protectedBranchRoutes(context: ForgeContext): ForgeRoute[] {
  const { protectedBranches } = context.records;
  const nextId = () => protectedBranches.nextId();
  const manage = (id: string, principal: Principal | undefined) =>
    context.findProject(id, principal, {
      minimumAccess: accessLevels.maintainer,
    });
  const find = (project: ProjectRecord, name: string) => {
    const rule = protectedBranches.find(
      each => each.projectId === project.id && each.name === name,
    );
    if (!rule) {
      throw context.errors.notFound();
    }
    return rule;
  };
  const level = optional(
    types.oneOf(
      accessLevels.noAccess,
      accessLevels.developer,
      accessLevels.maintainer,
      accessLevels.admin,
    ),
  );
  const lists = {
    allowed_to_push: optional(types.objects),
    allowed_to_merge: optional(types.objects),
    allowed_to_unprotect: optional(types.objects),
    allow_force_push: optional(types.boolean),
    code_owner_approval_required: optional(types.boolean),
    unprotect_access_level: level,
  };
  return [
    {
      method: 'GET',
      path,
      scopes: scopes.read,
      handle(request) {
        const project = manage(request.params.id, request.principal);
        const { search } = readParams(request.query, {
          search: optional(types.string),
        });
        const found = protectedBranches.filter(
          rule =>
            rule.projectId === project.id &&
            (!search || rule.name.includes(search)),
        );
        return context.paginate(request, found, presentProtectedBranch);
      },
    },
    {
      method: 'POST',
      path,
      scopes: scopes.write,
      handle({ params, query, body, principal }) {
        const project = manage(params.id, principal);
        const given = readParams(
          { ...query, ...body },
          {
            name: required(types.string),
            push_access_level: level,
            merge_access_level: level,
            ...lists,
          },
        );
        const { conflict, unprocessable } = context.errors;
        const known = protectedBranches.find(
          rule => rule.projectId === project.id && rule.name === given.name,
        );
        if (known) {
          throw conflict(`Protected branch '${given.name}' already exists`);
        }
        if (given.name === '') {
          throw unprocessable(["Name can't be blank"]);
        }
        const rulesOf = (
          allowed: Array<Record<string, any>> | undefined,
          single: number | undefined,
        ) =>
          allowed && allowed.length > 0
            ? applyRules([], allowed, nextId)
            : [
                {
                  id: nextId(),
                  accessLevel: single ?? accessLevels.maintainer,
                },
              ];
        const rule = protectedBranches.put({
          id: nextId(),
          projectId: project.id,
          name: given.name,
          push: rulesOf(given.allowed_to_push, given.push_access_level),
          merge: rulesOf(given.allowed_to_merge, given.merge_access_level),
          unprotect: applyRules([], given.allowed_to_unprotect, nextId),
          allowForcePush: given.allow_force_push ?? false,
          codeOwnerApprovalRequired:
            given.code_owner_approval_required ?? false,
        });
        return { status: 201, body: presentProtectedBranch(rule) };
      },
    },
    {
      method: 'GET',
      path: `${path}/{name}`,
      scopes: scopes.read,
      handle({ params, principal }) {
        const rule = find(manage(params.id, principal), params.name);
        return { status: 200, body: presentProtectedBranch(rule) };
      },
    },
    {
      method: 'PATCH',
      path: `${path}/{name}`,
      scopes: scopes.write,
      handle({ params, query, body, principal }) {
        const rule = find(manage(params.id, principal), params.name);
        const given = readParams({ ...query, ...body }, lists);
        const changed = protectedBranches.put({
          ...rule,
          push: applyRules(rule.push, given.allowed_to_push, nextId),
          merge: applyRules(rule.merge, given.allowed_to_merge, nextId),
          unprotect: applyRules(
            rule.unprotect,
            given.allowed_to_unprotect,
            nextId,
          ),
          allowForcePush: given.allow_force_push ?? rule.allowForcePush,
          codeOwnerApprovalRequired:
            given.code_owner_approval_required ??
            rule.codeOwnerApprovalRequired,
        });
        return { status: 200, body: presentProtectedBranch(changed) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{name}`,
      scopes: scopes.write,
      handle({ params, principal }) {
        const rule = find(manage(params.id, principal), params.name);
        protectedBranches.delete(rule.id);
        return { status: 204 };
      },
    },
  ];
}
