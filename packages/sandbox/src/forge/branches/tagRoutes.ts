import { zeroSha } from '../../git/GitRepository.ts';
import type { ForgeRoute } from '../api/ForgeRoute.ts';
import { receivePush } from '../events/receivePush.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { presentCommit } from '../present/presentCommit.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { ProjectRecord } from '../records/records.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';
import { isBranchName } from './isBranchName.ts';

const prefix = 'refs/tags/';

/** `API_Entities_Tag` */
async function presentTag(
  context: ForgeContext,
  project: ProjectRecord,
  name: string,
) {
  const git = context.git.of(project);
  const commit = (await git.commit(`${prefix}${name}`))!;
  const [type, target, ...message] = (
    await git.runText([
      'for-each-ref',
      '--format=%(objecttype)%0a%(objectname)%0a%(contents)',
      `${prefix}${name}`,
    ])
  ).split('\n');
  const annotated = type === 'tag';
  return {
    name,
    message: annotated ? message.join('\n').trim() : '',
    target,
    commit: presentCommit(context, project, commit),
    release: null,
    protected: false,
    created_at: annotated ? commit.committedDate : null,
  };
}

export function tagRoutes(context: ForgeContext): ForgeRoute[] {
  const path = '/api/v4/projects/{id}/repository/tags';
  const find = async (project: ProjectRecord, name: string) => {
    const refs = await context.git.of(project).refs(`${prefix}${name}`);
    const sha = refs.get(`${prefix}${name}`);
    if (!sha) {
      throw context.errors.notFound('Tag');
    }
    return sha;
  };
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
        const { search, sort } = readParams(request.query, {
          search: optional(types.string),
          sort: optional(types.oneOf('asc', 'desc')),
          order_by: optional(types.oneOf('name', 'updated', 'version')),
        });
        const refs = await context.git.of(project).refs(prefix);
        const names = [...refs.keys()]
          .map(ref => ref.slice(prefix.length))
          .filter(
            name => !search || name.includes(search.replace(/[\^$]/g, '')),
          );
        const page = context.paginate(
          request,
          sort === 'asc' ? names : names.reverse(),
        );
        return {
          ...page,
          body: await Promise.all(
            (page.body as string[]).map(name =>
              presentTag(context, project, name),
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
          {
            tag_name: required(types.string),
            ref: required(types.string),
            message: optional(types.string),
          },
        );
        const { refused } = context.errors;
        if (!isBranchName(given.tag_name)) {
          throw refused(400, 'Tag name invalid');
        }
        const user = context.userOf(principal);
        const git = context.git.of(project);
        const ref = `${prefix}${given.tag_name}`;
        await git.exclusively(async () => {
          if (await git.resolve(ref)) {
            throw refused(400, `Tag ${given.tag_name} already exists`);
          }
          const target = await git.resolve(given.ref);
          if (!target) {
            throw refused(400, `Target ${given.ref} is invalid`);
          }
          const after = given.message
            ? await git.runText(
                ['mktag'],
                `object ${target}\ntype commit\ntag ${given.tag_name}\n` +
                  `tagger ${user.name} <${user.email}> ${Math.floor(
                    +context.clock.now() / 1000,
                  )} +0000\n\n${given.message}\n`,
              )
            : target;
          await git.updateRef(ref, after, zeroSha);
          await receivePush(context, project.id, user, [
            { ref, before: zeroSha, after },
          ]);
        });
        return {
          status: 201,
          body: await presentTag(context, project, given.tag_name),
        };
      },
    },
    {
      method: 'GET',
      path: `${path}/{tag_name}`,
      scopes: scopes.readRepository,
      anonymous: true,
      async handle({ params, principal }) {
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.reporter,
        });
        await find(project, params.tag_name);
        return {
          status: 200,
          body: await presentTag(context, project, params.tag_name),
        };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{tag_name}`,
      scopes: scopes.write,
      async handle({ params, principal }) {
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.developer,
        });
        const before = await find(project, params.tag_name);
        const git = context.git.of(project);
        const ref = `${prefix}${params.tag_name}`;
        await git.exclusively(() => git.updateRef(ref, zeroSha, before));
        await receivePush(context, project.id, context.userOf(principal), [
          { ref, before, after: zeroSha },
        ]);
        return { status: 204 };
      },
    },
  ];
}
