export interface CommitInfo {
  sha: string;
  parents: string[];
  tree: string;
  authorName: string;
  authorEmail: string;
  authoredDate: string;
  committerName: string;
  committerEmail: string;
  committedDate: string;
  message: string;
}

const fields = [
  '%H',
  '%P',
  '%T',
  '%an',
  '%ae',
  '%aI',
  '%cn',
  '%ce',
  '%cI',
  '%B',
];

/** The `--format` whose output {@link parseCommits} reads. */
export const commitFormat = `--format=${fields.join('%x1f')}%x1e`;

/** `2026-01-02T03:04:05+00:00` or `…Z` → GitLab's `2026-01-02T03:04:05.000+00:00`. */
function gitlabDate(date: string): string {
  return date
    .replace(/Z$/, '+00:00')
    .replace(/(\d\d:\d\d:\d\d)([+-])/, '$1.000$2');
}

export function parseCommits(output: string): CommitInfo[] {
  return output
    .split('\x1e')
    .map(record => record.replace(/^\n/, ''))
    .filter(Boolean)
    .map(record => {
      const part = record.split('\x1f');
      return {
        sha: part[0],
        parents: part[1] ? part[1].split(' ') : [],
        tree: part[2],
        authorName: part[3],
        authorEmail: part[4],
        authoredDate: gitlabDate(part[5]),
        committerName: part[6],
        committerEmail: part[7],
        committedDate: gitlabDate(part[8]),
        message: part.slice(9).join('\x1f').replace(/\n$/, ''),
      };
    });
}
