import type { CommitInfo } from '../../git/parseCommits.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubContext } from '../GithubContext.ts';
import { presentPeople, unsigned } from '../gitData/presentGitCommit.ts';
import { nodeId } from '../present/nodeId.ts';
import { presentUser } from '../present/presentOwner.ts';
import { apiUrlOf, webUrlOf } from '../present/presentRepository.ts';

/** `commit`, as lists have it. People are accounts where their address is one's. */
export function presentCommit(
  context: GithubContext,
  project: ProjectRecord,
  commit: CommitInfo,
) {
  const url = apiUrlOf(context, project);
  const web = webUrlOf(context, project);
  const person = (email: string) => {
    const user = context.forge.records.users.find(each => each.email === email);
    return user ? presentUser(context, user) : null;
  };
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    commit: {
      ...presentPeople(commit),
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    url: `${url}/commits/${commit.sha}`,
    html_url: `${web}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    author: person(commit.authorEmail),
    committer: person(commit.committerEmail),
    parents: commit.parents.map(sha => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${web}/commit/${sha}`,
    })),
  };
}
