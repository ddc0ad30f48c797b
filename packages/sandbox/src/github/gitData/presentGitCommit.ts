import type { CommitInfo } from '../../git/parseCommits.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubContext } from '../GithubContext.ts';
import { nodeId } from '../present/nodeId.ts';
import { apiUrlOf, seconds, webUrlOf } from '../present/presentRepository.ts';

/** No commit of the sandbox is signed. */
export const unsigned = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

/** The people and times of a commit. */
export function presentPeople(commit: CommitInfo) {
  return {
    author: {
      name: commit.authorName,
      email: commit.authorEmail,
      date: seconds(commit.authoredDate),
    },
    committer: {
      name: commit.committerName,
      email: commit.committerEmail,
      date: seconds(commit.committedDate),
    },
  };
}

/** `git-commit` */
export function presentGitCommit(
  context: GithubContext,
  project: ProjectRecord,
  commit: CommitInfo,
) {
  const url = apiUrlOf(context, project);
  const web = webUrlOf(context, project);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${web}/commit/${commit.sha}`,
    ...presentPeople(commit),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map(sha => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${web}/commit/${sha}`,
    })),
    verification: unsigned,
  };
}
