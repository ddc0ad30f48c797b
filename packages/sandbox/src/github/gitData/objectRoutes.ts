import { z } from 'zod';
import { tryGit } from '../../git/GitCommand.ts';
import type { GitRepository } from '../../git/GitRepository.ts';
import { writeBlob } from '../../git/writeBlob.ts';
import { writeCommitObject } from '../../git/writeCommit.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { nodeId } from '../present/nodeId.ts';
import { apiUrlOf } from '../present/presentRepository.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import { decodeBase64 } from './decodeBase64.ts';
import { presentGitCommit } from './presentGitCommit.ts';
import { readSignature, signatureSchema } from './readSignature.ts';
import { refuseEmpty } from './refuseEmpty.ts';

const path = '/repos/{owner}/{repo}/git';
const read = {
  kind: 'repository',
  role: 'read',
  permission: 'contents',
  level: 'read',
} as const;
const write = { ...read, role: 'write', level: 'write' } as const;

async function isObject(
  git: GitRepository,
  sha: string,
  kind: 'blob' | 'tree' | 'commit',
): Promise<boolean> {
  if (!/^[0-9a-f]{40}$/.test(sha)) {
    return false;
  }
  const found = await tryGit(['cat-file', '-t', sha], { cwd: git.folder });
  return found.stdout.toString('utf8').trim() === kind;
}

/** Blobs and commits of git: writing them moves no branch. */
export function objectRoutes(context: GithubContext): GithubRoute[] {
  const { forge, errors } = context;
  return [
    {
      method: 'POST',
      path: `${path}/blobs`,
      docs: 'git/blobs#create-a-blob',
      access: write,
      async handle({ repository, body }) {
        const given = readGithubParams(
          body,
          z.object({ content: z.string(), encoding: z.string().optional() }),
        );
        await refuseEmpty(context, repository);
        const content =
          given.encoding === 'base64'
            ? decodeBase64(given.content)
            : Buffer.from(given.content);
        if (!content) {
          throw errors.unprocessable('content is not valid Base64');
        }
        const sha = await writeBlob(forge.git.of(repository), content);
        const url = `${apiUrlOf(context, repository)}/git/blobs/${sha}`;
        return {
          status: 201,
          body: { sha, url },
          headers: { location: url },
        };
      },
    },
    {
      method: 'GET',
      path: `${path}/blobs/{file_sha}`,
      docs: 'git/blobs#get-a-blob',
      access: read,
      async handle({ repository, params, headers }) {
        await refuseEmpty(context, repository);
        const git = forge.git.of(repository);
        const sha = params.file_sha;
        if (!(await isObject(git, sha, 'blob'))) {
          throw errors.notFound();
        }
        const content = await git.blob(sha);
        if (String(headers.accept ?? '').includes('raw')) {
          return {
            status: 200,
            bytes: content,
            headers: { 'content-type': 'application/vnd.github.raw' },
          };
        }
        return {
          status: 200,
          body: {
            sha,
            node_id: nodeId('Blob', sha),
            size: content.length,
            url: `${apiUrlOf(context, repository)}/git/blobs/${sha}`,
            content: content.toString('base64'),
            encoding: 'base64',
          },
        };
      },
    },
    {
      method: 'POST',
      path: `${path}/commits`,
      docs: 'git/commits#create-a-commit',
      access: write,
      async handle({ repository, body, principal }) {
        const given = readGithubParams(
          body,
          z.object({
            message: z.string(),
            tree: z.string(),
            parents: z.array(z.string()).default([]),
            author: signatureSchema,
            committer: signatureSchema,
          }),
        );
        await refuseEmpty(context, repository);
        const git = forge.git.of(repository);
        if (!(await isObject(git, given.tree, 'tree'))) {
          throw errors.unprocessable('Tree SHA does not exist');
        }
        for (const parent of given.parents) {
          if (!(await isObject(git, parent, 'commit'))) {
            throw errors.unprocessable(
              'Parent SHA does not exist or is not a commit object',
            );
          }
        }
        const author = readSignature(given.author, context.userOf(principal));
        const date = given.author?.date ?? given.committer?.date;
        const sha = await writeCommitObject(git, given.tree, given.parents, {
          message: given.message,
          author,
          committer: readSignature(given.committer, author),
          date: date ? new Date(date) : forge.clock.now(),
        });
        const commit = (await git.commit(sha))!;
        const made = presentGitCommit(context, repository, commit);
        return { status: 201, body: made, headers: { location: made.url } };
      },
    },
    {
      method: 'GET',
      path: `${path}/commits/{commit_sha}`,
      docs: 'git/commits#get-a-commit-object',
      access: read,
      async handle({ repository, params }) {
        await refuseEmpty(context, repository);
        const git = forge.git.of(repository);
        if (!(await isObject(git, params.commit_sha, 'commit'))) {
          throw errors.notFound();
        }
        const commit = (await git.commit(params.commit_sha))!;
        return {
          status: 200,
          body: presentGitCommit(context, repository, commit),
        };
      },
    },
  ];
}
