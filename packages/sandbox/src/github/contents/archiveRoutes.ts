import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';

/** A whole tree in one file, as the readers of catalogs and templates take it. */
export function archiveRoutes(context: GithubContext): GithubRoute[] {
  const route = (format: 'tar.gz' | 'zip', path: string): GithubRoute => ({
    method: 'GET',
    path,
    docs: `repos/contents#download-a-repository-archive-${
      format === 'zip' ? 'zip' : 'tar'
    }`,
    access: {
      kind: 'repository',
      role: 'read',
      permission: 'contents',
      level: 'read',
    },
    async handle({ repository, params }) {
      const git = context.forge.git.of(repository);
      const sha = await git.resolve(params.ref ?? repository.defaultBranch);
      if (!sha) {
        throw context.errors.notFound();
      }
      const name = `${repository.fullPath.replace('/', '-')}-${sha.slice(
        0,
        7,
      )}`;
      const bytes = await git.run([
        'archive',
        `--format=${format}`,
        `--prefix=${name}/`,
        sha,
      ]);
      return {
        status: 200,
        bytes,
        headers: {
          'content-type':
            format === 'zip' ? 'application/zip' : 'application/x-gzip',
          'content-disposition': `attachment; filename=${name}.${format}`,
        },
      };
    },
  });
  return (['tarball', 'zipball'] as const).flatMap(word => {
    const format = word === 'zipball' ? 'zip' : 'tar.gz';
    const path = `/repos/{owner}/{repo}/${word}`;
    return [route(format, path), route(format, `${path}/{ref}`)];
  });
}
