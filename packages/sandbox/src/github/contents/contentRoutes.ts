import { z } from 'zod';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type {
  GithubAnswer,
  GithubRequest,
  GithubRoute,
} from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { decodeBase64 } from '../gitData/decodeBase64.ts';
import { presentGitCommit } from '../gitData/presentGitCommit.ts';
import { readSignature, signatureSchema } from '../gitData/readSignature.ts';
import { checkWorkflowFiles } from '../refs/workflowFiles.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import { encodeContent, presentEntry } from './presentContent.ts';
import { writeFile } from './writeFile.ts';

const path = '/repos/{owner}/{repo}/contents/{path}';
const read = {
  kind: 'repository',
  role: 'read',
  permission: 'contents',
  level: 'read',
} as const;
const write = { ...read, role: 'write', level: 'write' } as const;

const commonParams = {
  message: z.string(),
  branch: z.string().optional(),
  author: signatureSchema,
  committer: signatureSchema,
};

/** Above this a file is told of without its content. */
const largest = 1024 * 1024;

/** Files and folders, one at a time. */
export function contentRoutes(context: GithubContext): GithubRoute[] {
  const { forge, errors } = context;

  async function fileSize(project: ProjectRecord, id: string) {
    return Number(await forge.git.of(project).runText(['cat-file', '-s', id]));
  }

  async function listFolder(
    project: ProjectRecord,
    sha: string,
    folder: string,
    ref: string,
  ) {
    const entries = await forge.git.of(project).tree(sha, folder, false);
    return Promise.all(
      entries.map(async entry =>
        presentEntry(
          context,
          project,
          entry,
          ref,
          entry.type === 'blob' ? await fileSize(project, entry.id) : 0,
        ),
      ),
    );
  }

  async function readContent(request: GithubRequest): Promise<GithubAnswer> {
    const { repository, params, query, headers } = request;
    const git = forge.git.of(repository);
    const wanted = (params.path ?? '').replace(/\/+$/, '');
    if (await git.isEmpty()) {
      throw errors.notFound('This repository is empty.');
    }
    const ref = query.ref ? String(query.ref) : repository.defaultBranch;
    const sha = await git.resolve(ref.replace(/^(refs\/)?heads\//, ''));
    if (!sha) {
      throw errors.notFound(`No commit found for the ref ${ref}`);
    }
    const entry = wanted ? await git.entry(sha, wanted) : undefined;
    if (wanted && !entry) {
      throw errors.notFound();
    }
    if (!entry || entry.type === 'tree') {
      return {
        status: 200,
        body: await listFolder(repository, sha, wanted, ref),
      };
    }
    const content = await git.blob(entry.id);
    const accept = String(headers.accept ?? '');
    if (/\braw\b/.test(accept)) {
      return {
        status: 200,
        bytes: content,
        headers: {
          'content-type': 'application/vnd.github.raw; charset=utf-8',
        },
      };
    }
    const fits = content.length <= largest;
    return {
      status: 200,
      body: {
        ...presentEntry(context, repository, entry, ref, content.length),
        content: fits ? encodeContent(content) : '',
        encoding: fits ? 'base64' : 'none',
      },
    };
  }

  async function presentWrite(
    project: ProjectRecord,
    commitSha: string,
    file: string,
    branch: string,
  ) {
    const git = forge.git.of(project);
    const entry = await git.entry(commitSha, file);
    const commit = (await git.commit(commitSha))!;
    return {
      content: entry
        ? presentEntry(
            context,
            project,
            entry,
            branch,
            await fileSize(project, entry.id),
          )
        : null,
      commit: presentGitCommit(context, project, commit),
    };
  }

  return [
    {
      method: 'GET',
      path: '/repos/{owner}/{repo}/contents',
      docs: 'repos/contents#get-repository-content',
      access: read,
      handle: readContent,
    },
    {
      method: 'GET',
      path,
      docs: 'repos/contents#get-repository-content',
      access: read,
      handle: readContent,
    },
    {
      method: 'PUT',
      path,
      docs: 'repos/contents#create-or-update-file-contents',
      access: write,
      async handle({ repository, params, body, principal }) {
        const given = readGithubParams(
          body,
          z.object({
            ...commonParams,
            content: z.string(),
            sha: z.string().optional(),
          }),
        );
        checkWorkflowFiles(context, principal, [params.path]);
        const content = decodeBase64(given.content);
        if (!content) {
          throw errors.unprocessable('content is not valid Base64');
        }
        const committer = readSignature(
          given.committer,
          context.userOf(principal),
        );
        const { commit, isNew } = await writeFile(
          context,
          repository,
          principal!,
          {
            path: params.path,
            content,
            sha: given.sha,
            branch: given.branch,
            message: given.message,
            author: readSignature(given.author, committer),
            committer,
          },
        );
        return {
          status: isNew ? 201 : 200,
          body: await presentWrite(
            repository,
            commit,
            params.path,
            given.branch ?? repository.defaultBranch,
          ),
        };
      },
    },
    {
      method: 'DELETE',
      path,
      docs: 'repos/contents#delete-a-file',
      access: write,
      async handle({ repository, params, body, query, principal }) {
        const given = readGithubParams(
          { ...query, ...body },
          z.object({ ...commonParams, sha: z.string() }),
        );
        checkWorkflowFiles(context, principal, [params.path]);
        const committer = readSignature(
          given.committer,
          context.userOf(principal),
        );
        const { commit } = await writeFile(context, repository, principal!, {
          path: params.path,
          content: undefined,
          sha: given.sha,
          branch: given.branch,
          message: given.message,
          author: readSignature(given.author, committer),
          committer,
        });
        return {
          status: 200,
          body: await presentWrite(
            repository,
            commit,
            params.path,
            given.branch ?? repository.defaultBranch,
          ),
        };
      },
    },
  ];
}
