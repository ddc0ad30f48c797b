import { SourceError } from './SourceError.ts';

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** The commit that a target revision means: a branch, a tag, a commit, a range like `1.2.*`. */
export function resolveRevision(
  refs: Map<string, string>,
  revision: string | undefined,
): string {
  const wanted = revision || 'HEAD';
  const found =
    refs.get(wanted) ??
    refs.get(`refs/heads/${wanted}`) ??
    // The commit of an annotated tag, not the tag.
    refs.get(`refs/tags/${wanted}^{}`) ??
    refs.get(`refs/tags/${wanted}`);
  if (found) {
    return found;
  }
  if (/^[0-9a-f]{40}$/.test(wanted)) {
    return wanted;
  }
  if (/^[0-9a-f]{7,39}$/.test(wanted)) {
    const commits = [...new Set(refs.values())].filter(commit =>
      commit.startsWith(wanted),
    );
    if (commits.length === 1) {
      return commits[0];
    }
  }
  if (/[*x]/.test(wanted) && /^v?\d/.test(wanted)) {
    const pattern = wanted.replace(/[.+]/g, '\\$&').replace(/[*x]/g, '\\d+');
    const [newest] = [...refs.keys()]
      .filter(ref => new RegExp(`^refs/tags/${pattern}$`).test(ref))
      .sort((a, b) => compareVersions(b, a));
    if (newest) {
      return refs.get(`${newest}^{}`) ?? refs.get(newest)!;
    }
  }
  throw new SourceError(
    `failed to resolve git revision: unable to resolve '${wanted}' to a commit SHA`,
  );
}
