import { commitStats, diffTrees } from '../../git/diffTrees.ts';
import type { CommitInfo } from '../../git/parseCommits.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { refuseEmpty } from '../gitData/refuseEmpty.ts';
import { apiUrlOf, webUrlOf } from '../present/presentRepository.ts';
import { presentCommit } from './presentCommit.ts';
import { presentFiles } from './presentFiles.ts';

const read = {
  kind: 'repository',
  role: 'read',
  permission: 'contents',
  level: 'read',
} as const;

/** As many as a list goes back. */
const most = 1_000;

/** What has been committed. */
export function commitRoutes(context: GithubContext): GithubRoute[] {
  const { forge, errors } = context;

  async function find(project: ProjectRecord, ref: string) {
    await refuseEmpty(context, project);
    const commit = await forge.git
      .of(project)
      .commit(ref.replace(/^(refs\/)?(heads|tags)\//, ''));
    if (!commit) {
      throw errors.unprocessable(`No commit found for SHA: ${ref}`);
    }
    return commit;
  }

  async function presentDetail(project: ProjectRecord, commit: CommitInfo) {
    const git = forge.git.of(project);
    const files = await diffTrees(git, commit.parents[0], commit.sha);
    return {
      ...presentCommit(context, project, commit),
      stats: await commitStats(git, commit),
      files: presentFiles(context, project, commit.sha, files),
    };
  }

  return [
    {
      method: 'GET',
      path: '/repos/{owner}/{repo}/commits',
      docs: 'commits/commits#list-commits',
      access: read,
      async handle(request) {
        const { repository, query } = request;
        await refuseEmpty(context, repository);
        const git = forge.git.of(repository);
        const start = String(query.sha ?? repository.defaultBranch);
        const sha = await git.resolve(start);
        if (!sha) {
          throw errors.notFound();
        }
        for (const name of ['since', 'until']) {
          if (query[name] && Number.isNaN(Date.parse(query[name]))) {
            throw errors.badRequest(`${name} is not a timestamp`);
          }
        }
        const commits = await git.log(sha, {
          limit: most,
          path: query.path || undefined,
          since: query.since,
          until: query.until,
          author: query.author,
        });
        return context.paginate(request, commits, {
          present: commit => presentCommit(context, repository, commit),
        });
      },
    },
    {
      method: 'GET',
      path: '/repos/{owner}/{repo}/commits/{ref}',
      docs: 'commits/commits#get-a-commit',
      access: read,
      async handle({ repository, params, headers }) {
        const commit = await find(repository, params.ref);
        if (/\bsha\b/.test(String(headers.accept ?? ''))) {
          return { status: 200, text: commit.sha };
        }
        return { status: 200, body: await presentDetail(repository, commit) };
      },
    },
    {
      method: 'GET',
      path: '/repos/{owner}/{repo}/compare/{basehead}',
      docs: 'commits/commits#compare-two-commits',
      access: read,
      async handle({ repository, params }) {
        const [baseName, headName] = params.basehead.split('...');
        const git = forge.git.of(repository);
        const base = baseName ? await git.commit(baseName) : undefined;
        const head = headName ? await git.commit(headName) : undefined;
        const mergeBase =
          base && head ? await git.mergeBase(base.sha, head.sha) : undefined;
        if (!base || !head || !mergeBase) {
          throw errors.notFound();
        }
        const ahead = await git.log(`${base.sha}..${head.sha}`, {
          limit: 250,
        });
        const behind = await git.count(`${head.sha}..${base.sha}`);
        const files = await diffTrees(git, mergeBase, head.sha);
        const web = `${webUrlOf(context, repository)}/compare/${
          params.basehead
        }`;
        const status =
          ahead.length > 0
            ? behind > 0
              ? 'diverged'
              : 'ahead'
            : behind > 0
            ? 'behind'
            : 'identical';
        return {
          status: 200,
          body: {
            url: `${apiUrlOf(context, repository)}/compare/${params.basehead}`,
            html_url: web,
            permalink_url: web,
            diff_url: `${web}.diff`,
            patch_url: `${web}.patch`,
            base_commit: presentCommit(context, repository, base),
            merge_base_commit: presentCommit(
              context,
              repository,
              (await git.commit(mergeBase))!,
            ),
            status,
            ahead_by: ahead.length,
            behind_by: behind,
            total_commits: ahead.length,
            commits: ahead
              .reverse()
              .map(commit => presentCommit(context, repository, commit)),
            files: presentFiles(context, repository, head.sha, files),
          },
        };
      },
    },
  ];
}
