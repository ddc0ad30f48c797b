import type { RunnerRecord } from '../../../runner/index.ts';
import type { ForgeRequest, ForgeRoute } from '../../api/ForgeRoute.ts';
import type { Principal } from '../../api/Principal.ts';
import { accessLevels } from '../../records/accessLevels.ts';
import {
  optional,
  readParams,
  required,
  types,
} from '../../router/readParams.ts';
import { scopes } from '../../router/scopes.ts';
import type { CiService } from '../CiService.ts';
import {
  presentRunner,
  presentRunnerDetails,
} from '../present/presentRunner.ts';
import { findProject, readId } from './lookUp.ts';

const runnerType = types.oneOf('instance_type', 'group_type', 'project_type');

/** Runners: made with a token of their own, as GitLab has it since registration tokens are gone. */
export function runnerRoutes(ci: CiService): ForgeRoute[] {
  const { context, store, runners } = ci;
  const { errors } = context;

  const isAdmin = (principal: Principal | undefined) =>
    context.userOf(principal).admin;

  /** Whether somebody may look after a runner of this kind. */
  function mayManage(
    principal: Principal | undefined,
    runner: Pick<RunnerRecord, 'runnerType' | 'ownerId'>,
  ): boolean {
    if (isAdmin(principal)) {
      return true;
    }
    switch (runner.runnerType) {
      case 'instance_type':
        return false;
      case 'group_type':
        return (
          context.access.namespaceLevel(principal, runner.ownerId!) >=
          accessLevels.owner
        );
      case 'project_type': {
        const project = context.records.projects.get(runner.ownerId!);
        return (
          project !== undefined &&
          context.accessLevel(principal, project) >= accessLevels.maintainer
        );
      }
      default:
        return runner.runnerType satisfies never;
    }
  }

  function findRunner(request: ForgeRequest): RunnerRecord {
    const runner = store.records.runners.get(readId(ci, request, 'id'));
    if (!runner) {
      throw errors.notFound('Runner');
    }
    if (!mayManage(request.principal, runner)) {
      throw errors.forbidden('No access granted');
    }
    return runner;
  }

  /** Those of the list that a request asks for, newest first. */
  function listRunners(request: ForgeRequest, list: RunnerRecord[]) {
    const asked = readParams(request.query, {
      type: optional(runnerType),
      paused: optional(types.boolean),
      status: optional(
        types.oneOf(
          'active',
          'paused',
          'online',
          'offline',
          'never_contacted',
          'stale',
        ),
      ),
      tag_list: optional(types.list),
    });
    const found = list.filter(runner => {
      const status = runners.status(runner);
      return (
        (!asked.type || runner.runnerType === asked.type) &&
        (asked.paused === undefined || runner.paused === asked.paused) &&
        (asked.tag_list ?? []).every(tag => runner.tagList.includes(tag)) &&
        (asked.status === undefined ||
          asked.status === status ||
          (asked.status === 'active' && !runner.paused) ||
          (asked.status === 'paused' && runner.paused))
      );
    });
    return context.paginate(request, found.reverse(), runner =>
      presentRunner(ci, runner),
    );
  }

  function readOwner(type: RunnerRecord['runnerType'], request: ForgeRequest) {
    switch (type) {
      case 'instance_type':
        return null;
      case 'group_type': {
        const { group_id: id } = readParams(request.body, {
          group_id: required(types.integer),
        });
        const group = context.records.namespaces.get(id);
        if (group?.kind !== 'group') {
          throw errors.notFound('Group');
        }
        return id;
      }
      case 'project_type': {
        const { project_id: id } = readParams(request.body, {
          project_id: required(types.integer),
        });
        return context.findProject(id, request.principal).id;
      }
      default:
        return type satisfies never;
    }
  }

  return [
    {
      method: 'POST',
      path: '/api/v4/user/runners',
      scopes: scopes.createRunner,
      handle(request) {
        const asked = readParams(request.body, {
          runner_type: required(runnerType),
          description: optional(types.string),
          maintenance_note: optional(types.string),
          paused: optional(types.boolean),
          locked: optional(types.boolean),
          access_level: optional(types.oneOf('not_protected', 'ref_protected')),
          run_untagged: optional(types.boolean),
          tag_list: optional(types.list),
          maximum_timeout: optional(types.integer),
        });
        const ownerId = readOwner(asked.runner_type, request);
        const kind = { runnerType: asked.runner_type, ownerId };
        if (!mayManage(request.principal, kind)) {
          throw errors.forbidden('Insufficient permissions');
        }
        const tagList = (asked.tag_list ?? []).filter(Boolean);
        const runUntagged = asked.run_untagged ?? true;
        if (!runUntagged && tagList.length === 0) {
          throw errors.validation({
            tags_list: [
              'can not be empty when runner is not allowed to pick untagged jobs',
            ],
          });
        }
        const { runner, token } = runners.add({
          ...kind,
          description: asked.description ?? '',
          maintenanceNote: asked.maintenance_note ?? null,
          paused: asked.paused ?? false,
          locked: asked.locked ?? false,
          accessLevel: asked.access_level ?? 'not_protected',
          runUntagged,
          tagList,
          maximumTimeout: asked.maximum_timeout ?? null,
          creatorId: context.userOf(request.principal).id,
        });
        return {
          status: 201,
          body: { id: runner.id, token, token_expires_at: null },
        };
      },
    },
    {
      method: 'POST',
      path: '/api/v4/runners/verify',
      scopes: 'public',
      handle({ body }) {
        const { token } = readParams(body, { token: required(types.string) });
        const runner = runners.contact(token);
        if (!runner) {
          throw errors.forbidden();
        }
        ci.queue.dispatch();
        return {
          status: 200,
          body: { id: runner.id, token, token_expires_at: null },
        };
      },
    },
    {
      method: 'GET',
      path: '/api/v4/projects/{id}/runners',
      scopes: scopes.read,
      handle(request) {
        const project = findProject(ci, request, accessLevels.maintainer);
        return listRunners(request, runners.ofProject(project.id));
      },
    },
    {
      method: 'GET',
      path: '/api/v4/groups/{id}/runners',
      scopes: scopes.read,
      handle(request) {
        const group = context.access.findNamespace(
          request.params.id,
          request.principal,
          { what: 'Group', minimumAccess: accessLevels.maintainer },
        );
        return listRunners(request, runners.ofGroup(group.id));
      },
    },
    {
      method: 'GET',
      path: '/api/v4/runners/{id}',
      scopes: scopes.read,
      handle(request) {
        return {
          status: 200,
          body: presentRunnerDetails(ci, findRunner(request)),
        };
      },
    },
    {
      method: 'DELETE',
      path: '/api/v4/runners/{id}',
      scopes: scopes.write,
      handle(request) {
        store.records.runners.delete(findRunner(request).id);
        return { status: 204 };
      },
    },
  ];
}
