import type { CommitInfo } from '../../git/parseCommits.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import type { ProjectRecord } from '../records/records.ts';

/** `API_Entities_Commit` */
export function presentCommit(
  context: Pick<ForgeContext, 'baseUrl'>,
  project: ProjectRecord,
  commit: CommitInfo,
) {
  return {
    id: commit.sha,
    short_id: commit.sha.slice(0, 8),
    created_at: commit.committedDate,
    parent_ids: commit.parents,
    title: commit.message.split('\n')[0],
    message: commit.message,
    author_name: commit.authorName,
    author_email: commit.authorEmail,
    authored_date: commit.authoredDate,
    committer_name: commit.committerName,
    committer_email: commit.committerEmail,
    committed_date: commit.committedDate,
    trailers: {},
    extended_trailers: {},
    web_url: `${context.baseUrl()}/${project.fullPath}/-/commit/${commit.sha}`,
  };
}
