import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { Principal } from '../api/Principal.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { HookRecord, ProjectRecord } from '../records/records.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';
import { hookSettings, presentHook } from './presentHook.ts';

const path = '/api/v4/projects/{id}/hooks';

const hookParams = {
  name: optional(types.string),
  description: optional(types.string),
  token: optional(types.string),
  enable_ssl_verification: optional(types.boolean),
  push_events_branch_filter: optional(types.string),
  branch_filter_strategy: optional(
    types.oneOf('wildcard', 'regex', 'all_branches'),
  ),
};

/** Events after a request: pushes are on unless it says otherwise. */
function readEvents(body: Record<string, any>, before: string[]): string[] {
  const given = readParams(
    body,
    Object.fromEntries(
      hookSettings.map(setting => [setting, optional(types.boolean)]),
    ),
  ) as Record<string, boolean | undefined>;
  return hookSettings.filter(
    setting => given[setting] ?? before.includes(setting),
  );
}

function isWebUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

export function hookRoutes(context: ForgeContext): ForgeRoute[] {
  const { hooks } = context.records;
  const { errors } = context;
  const manage = (id: string, principal: Principal | undefined) =>
    context.findProject(id, principal, {
      minimumAccess: accessLevels.maintainer,
    });
  const find = (project: ProjectRecord, id: string) => {
    const hook = hooks.get(Number(id));
    if (hook?.projectId !== project.id) {
      throw errors.notFound();
    }
    return hook;
  };
  const checkUrl = (url: string) => {
    if (!isWebUrl(url)) {
      throw errors.unprocessable('Invalid url given');
    }
  };
  return [
    {
      method: 'GET',
      path,
      scopes: scopes.read,
      handle(request) {
        const project = manage(request.params.id, request.principal);
        return context.paginate(
          request,
          hooks.filter(hook => hook.projectId === project.id),
          presentHook,
        );
      },
    },
    {
      method: 'POST',
      path,
      scopes: scopes.write,
      handle({ params, body, principal }) {
        const project = manage(params.id, principal);
        const given = readParams(body, {
          url: required(types.string),
          ...hookParams,
        });
        const events = readEvents(body, ['push_events']);
        checkUrl(given.url);
        const hook: HookRecord = {
          id: hooks.nextId(),
          projectId: project.id,
          url: given.url,
          name: given.name ?? null,
          description: given.description ?? null,
          token: given.token ?? null,
          enableSslVerification: given.enable_ssl_verification ?? true,
          pushEventsBranchFilter: given.push_events_branch_filter ?? '',
          branchFilterStrategy: given.branch_filter_strategy ?? 'wildcard',
          events,
          createdAt: context.clock.now().toISOString(),
          recentFailures: 0,
          disabledUntil: null,
        };
        hooks.put(hook);
        return { status: 201, body: presentHook(hook) };
      },
    },
    {
      method: 'GET',
      path: `${path}/{hook_id}`,
      scopes: scopes.read,
      handle({ params, principal }) {
        const hook = find(manage(params.id, principal), params.hook_id);
        return { status: 200, body: presentHook(hook) };
      },
    },
    {
      method: 'PUT',
      path: `${path}/{hook_id}`,
      scopes: scopes.write,
      handle({ params, body, principal }) {
        const hook = find(manage(params.id, principal), params.hook_id);
        const given = readParams(body, {
          url: optional(types.string),
          ...hookParams,
        });
        const url = given.url ?? hook.url;
        checkUrl(url);
        const changed = hooks.put({
          ...hook,
          url,
          name: given.name ?? hook.name,
          description: given.description ?? hook.description,
          token: given.token ?? hook.token,
          enableSslVerification:
            given.enable_ssl_verification ?? hook.enableSslVerification,
          pushEventsBranchFilter:
            given.push_events_branch_filter ?? hook.pushEventsBranchFilter,
          branchFilterStrategy:
            given.branch_filter_strategy ?? hook.branchFilterStrategy,
          events: readEvents(body, hook.events),
        });
        return { status: 200, body: presentHook(changed) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{hook_id}`,
      scopes: scopes.write,
      handle({ params, principal }) {
        hooks.delete(find(manage(params.id, principal), params.hook_id).id);
        return { status: 204 };
      },
    },
  ];
}
