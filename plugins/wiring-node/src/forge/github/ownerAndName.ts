import { InputError } from '@backstage/errors';

/** The two parts of a repository's full path, as GitHub's API names them. */
export function ownerAndName(path: string): { owner: string; repo: string } {
  const [owner, repo, ...rest] = path.split('/');
  if (!owner || !repo || rest.length > 0) {
    throw new InputError(
      `"${path}" is not the path of a repository on GitHub; one is owner/name`,
    );
  }
  return { owner, repo };
}
