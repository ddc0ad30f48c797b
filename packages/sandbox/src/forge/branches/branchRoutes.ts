import { zeroSha } from '../../git/GitRepository.ts';
import type { Principal } from '../api/Principal.ts';
import type { ForgeRoute } from '../api/ForgeRoute.ts';
import { receivePush } from '../events/receivePush.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { presentCommit } from '../present/presentCommit.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { ProjectRecord } from '../records/records.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';
import { isBranchName } from './isBranchName.ts';
import { allows, protectionsOf } from './protection.ts';

const prefix = 'refs/heads/';

/** `API_Entities_Branch` */
async function presentBranch(
  context: ForgeContext,
  project: ProjectRecord,
  name: string,
  principal: Principal | undefined,
) {
  const git = context.git.of(project);
  const commit = (await git.commit(`${prefix}${name}`))!;
  const rules = protectionsOf(context, project, name);
  const level = context.accessLevel(principal, project);
  const isDefault = name === project.defaultBranch;
  const head = await git.resolve(`${prefix}${project.defaultBranch}`);
  return {
    name,
    commit: presentCommit(context, project, commit),
    merged:
      !isDefault && head !== undefined
        ? await git.isAncestor(commit.sha, head)
        : false,
    protected: rules.length > 0,
    developers_can_push: allows(rules, 'push', accessLevels.developer),
    developers_can_merge: allows(rules, 'merge', accessLevels.developer),
    can_push:
      rules.length > 0
        ? allows(rules, 'push', level)
        : level >= accessLevels.developer,
    default: isDefault,
    web_url: `${context.baseUrl()}/${project.fullPath}/-/tree/${encodeURI(
      name,
    )}`,
  };
}

export function branchRoutes(context: ForgeContext): ForgeRoute[] {
  const path = '/api/v4/projects/{id}/repository/branches';
  return [
    {
      method: 'GET',
      path,
      scopes: scopes.readRepository,
      anonymous: true,
      async handle(request) {
        const project = context.findProject(
          request.params.id,
          request.principal,
          { minimumAccess: accessLevels.reporter },
        );
        const { search } = readParams(request.query, {
          search: optional(types.string),
        });
        const refs = await context.git.of(project).refs(prefix);
        const names = [...refs.keys()]
          .map(ref => ref.slice(prefix.length))
          .filter(name => matchesSearch(name, search));
        const page = context.paginate(request, names);
        return {
          ...page,
          body: await Promise.all(
            (page.body as string[]).map(name =>
              presentBranch(context, project, name, request.principal),
            ),
          ),
        };
      },
    },
    {
      method: 'POST',
      path,
      scopes: scopes.write,
      async handle({ params, query, body, principal }) {
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.developer,
        });
        const given = readParams(
          { ...query, ...body },
          { branch: required(types.string), ref: required(types.string) },
        );
        if (!isBranchName(given.branch)) {
          throw context.errors.refused(400, 'Branch name is invalid');
        }
        const git = context.git.of(project);
        await git.exclusively(async () => {
          const ref = `${prefix}${given.branch}`;
          if (await git.resolve(ref)) {
            throw context.errors.refused(400, 'Branch already exists');
          }
          const after = await git.resolve(given.ref);
          if (!after) {
            throw context.errors.refused(
              400,
              `Invalid reference name: ${given.ref}`,
            );
          }
          await git.updateRef(ref, after, zeroSha);
          await receivePush(context, project.id, context.userOf(principal), [
            { ref, before: zeroSha, after },
          ]);
        });
        return {
          status: 201,
          body: await presentBranch(context, project, given.branch, principal),
        };
      },
    },
    {
      method: 'GET',
      path: `${path}/{branch}`,
      scopes: scopes.readRepository,
      anonymous: true,
      async handle({ params, principal }) {
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.reporter,
        });
        await findBranch(context, project, params.branch);
        return {
          status: 200,
          body: await presentBranch(context, project, params.branch, principal),
        };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{branch}`,
      scopes: scopes.write,
      async handle({ params, principal }) {
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.developer,
        });
        const before = await findBranch(context, project, params.branch);
        const { refused } = context.errors;
        const rules = protectionsOf(context, project, params.branch);
        const level = context.accessLevel(principal, project);
        if (rules.length > 0 && level < accessLevels.maintainer) {
          throw refused(405, 'You dont have push access to repo');
        }
        if (params.branch === project.defaultBranch) {
          throw refused(
            400,
            'The default branch of a project cannot be deleted.',
          );
        }
        const git = context.git.of(project);
        const ref = `${prefix}${params.branch}`;
        await git.exclusively(() => git.updateRef(ref, zeroSha, before));
        await receivePush(context, project.id, context.userOf(principal), [
          { ref, before, after: zeroSha },
        ]);
        return { status: 204 };
      },
    },
  ];
}

/** `^begin`, `end$`, or anywhere. */
function matchesSearch(name: string, search: string | undefined): boolean {
  if (!search) return true;
  if (search.startsWith('^')) return name.startsWith(search.slice(1));
  if (search.endsWith('$')) return name.endsWith(search.slice(0, -1));
  return name.toLowerCase().includes(search.toLowerCase());
}

async function findBranch(
  context: ForgeContext,
  project: ProjectRecord,
  name: string,
): Promise<string> {
  const sha = await context.git.of(project).resolve(`${prefix}${name}`);
  if (!sha) {
    throw context.errors.notFound('Branch');
  }
  return sha;
}
