export interface GitPath {
  /** `acme/payments` */
  path: string;
  rest: 'info/refs' | 'git-upload-pack' | 'git-receive-pack' | string;
  query: string;
  /** Whether it was asked for as `….git`. */
  withSuffix: boolean;
}

/** Takes the address of a git request apart; undefined when it is none. */
export function parseGitPath(url: string): GitPath | undefined {
  const [pathname, query = ''] = url.split('?');
  if (pathname.startsWith('/api/')) {
    return undefined;
  }
  const match =
    /^\/((?:[^/]+\/)+?[^/]+?)(\.git)?\/(info\/refs|git-upload-pack|git-receive-pack|HEAD|objects\/.+|info\/lfs\/.+)$/.exec(
      pathname,
    );
  if (!match) {
    return undefined;
  }
  const [, path, suffix, rest] = match;
  const isSmart = /^(info\/refs|git-(upload|receive)-pack)$/.test(rest);
  if (!suffix && (!isSmart || path.includes('/-/'))) {
    return undefined;
  }
  return {
    path: decodeURIComponent(path),
    rest,
    query,
    withSuffix: suffix !== undefined,
  };
}
