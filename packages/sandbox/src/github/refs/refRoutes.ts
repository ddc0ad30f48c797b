import { z } from 'zod';
import { zeroSha } from '../../git/GitRepository.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { refuseEmpty } from '../gitData/refuseEmpty.ts';
import { nodeId } from '../present/nodeId.ts';
import { apiUrlOf } from '../present/presentRepository.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import { moveRefs, refusalMessage } from './moveRef.ts';

const read = {
  kind: 'repository',
  role: 'read',
  permission: 'contents',
  level: 'read',
} as const;
const write = { ...read, role: 'write', level: 'write' } as const;

const path = '/repos/{owner}/{repo}/git';

function isRefName(ref: string): boolean {
  return (
    /^refs\/[^/]+\/.+/.test(ref) &&
    !/\.\.|[\s~^:?*[\\]|@\{|\/\/|\.lock(\/|$)|[/.]$|\/\./.test(ref)
  );
}

/** Branches and tags by their full names. */
export function refRoutes(context: GithubContext): GithubRoute[] {
  const { forge, errors } = context;

  async function presentRef(project: ProjectRecord, ref: string, sha: string) {
    const type = await forge.git.of(project).runText(['cat-file', '-t', sha]);
    const url = apiUrlOf(context, project);
    return {
      ref,
      node_id: nodeId('Ref', `${project.id}:${ref}`),
      url: `${url}/git/${ref}`,
      object: { sha, type, url: `${url}/git/${type}s/${sha}` },
    };
  }

  const refOf = async (project: ProjectRecord, ref: string) =>
    (await forge.git.of(project).refs(ref)).get(ref);

  return [
    {
      method: 'GET',
      path: `${path}/ref/{ref}`,
      docs: 'git/refs#get-a-reference',
      access: read,
      async handle({ repository, params }) {
        await refuseEmpty(context, repository);
        const ref = `refs/${params.ref}`;
        const sha = await refOf(repository, ref);
        if (!sha) {
          throw errors.notFound();
        }
        return { status: 200, body: await presentRef(repository, ref, sha) };
      },
    },
    {
      method: 'GET',
      path: `${path}/matching-refs/{ref}`,
      docs: 'git/refs#list-matching-references',
      access: read,
      async handle(request) {
        const { repository, params } = request;
        const all = await forge.git.of(repository).refs('refs/');
        const prefix = `refs/${params.ref}`;
        const found = [...all].filter(([ref]) => ref.startsWith(prefix));
        return {
          status: 200,
          body: await Promise.all(
            found.map(([ref, sha]) => presentRef(repository, ref, sha)),
          ),
        };
      },
    },
    {
      method: 'POST',
      path: `${path}/refs`,
      docs: 'git/refs#create-a-reference',
      access: write,
      async handle({ repository, body, principal }) {
        const given = readGithubParams(
          body,
          z.object({ ref: z.string(), sha: z.string() }),
        );
        await refuseEmpty(context, repository);
        if (!isRefName(given.ref)) {
          throw errors.unprocessable(`${given.ref} is not a valid ref name.`);
        }
        const git = forge.git.of(repository);
        return git.exclusively(async () => {
          if (await refOf(repository, given.ref)) {
            throw errors.unprocessable('Reference already exists');
          }
          const isThere =
            /^[0-9a-f]{40}$/.test(given.sha) &&
            (await git.resolve(given.sha)) !== undefined;
          if (!isThere) {
            throw errors.unprocessable('Object does not exist');
          }
          const move = { ref: given.ref, before: zeroSha, after: given.sha };
          await moveRefs(context, repository, principal!, [move], refusal =>
            errors.unprocessable(refusalMessage(refusal)),
          );
          const made = await presentRef(repository, given.ref, given.sha);
          return { status: 201, body: made, headers: { location: made.url } };
        });
      },
    },
    {
      method: 'PATCH',
      path: `${path}/refs/{ref}`,
      docs: 'git/refs#update-a-reference',
      access: write,
      async handle({ repository, params, body, principal }) {
        const given = readGithubParams(
          body,
          z.object({ sha: z.string(), force: z.boolean().optional() }),
        );
        await refuseEmpty(context, repository);
        const ref = `refs/${params.ref}`;
        const git = forge.git.of(repository);
        return git.exclusively(async () => {
          const before = await refOf(repository, ref);
          if (!before) {
            throw errors.unprocessable('Reference does not exist');
          }
          if ((await git.resolve(given.sha)) !== given.sha) {
            throw errors.unprocessable('Object does not exist');
          }
          if (!given.force && !(await git.isAncestor(before, given.sha))) {
            throw errors.unprocessable('Update is not a fast forward');
          }
          if (before !== given.sha) {
            const move = { ref, before, after: given.sha };
            await moveRefs(context, repository, principal!, [move], refusal =>
              errors.unprocessable(refusalMessage(refusal)),
            );
          }
          return {
            status: 200,
            body: await presentRef(repository, ref, given.sha),
          };
        });
      },
    },
    {
      method: 'DELETE',
      path: `${path}/refs/{ref}`,
      docs: 'git/refs#delete-a-reference',
      access: write,
      async handle({ repository, params, principal }) {
        await refuseEmpty(context, repository);
        const ref = `refs/${params.ref}`;
        return forge.git.of(repository).exclusively(async () => {
          const before = await refOf(repository, ref);
          if (!before) {
            throw errors.unprocessable('Reference does not exist');
          }
          const move = { ref, before, after: zeroSha };
          await moveRefs(context, repository, principal!, [move], refusal =>
            errors.unprocessable(refusalMessage(refusal)),
          );
          return { status: 204 };
        });
      },
    },
  ];
}
