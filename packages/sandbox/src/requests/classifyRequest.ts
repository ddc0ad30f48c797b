/** The part of the sandbox that a request is for. */
export type RequestSide = 'forge' | 'git' | 'registry' | 'cluster' | 'argocd';

/** A watch stays open, and is made anew when it ends: it says nothing of how much is asked for. */
export type RequestKind = 'read' | 'write' | 'watch';

export interface ClassifiedRequest {
  side: RequestSide;
  kind: RequestKind;
  /** Who asks, by the first name in the User-Agent: `node`, `git`, `kubectl`; `none` without one. */
  client: string;
}

/** What is asked for by POST and changes nothing, by the end of its path. */
const askedByPost = [
  // Access reviews are answered and forgotten.
  /\/(self)?subject(access|rules)reviews$/,
  /\/localsubjectaccessreviews$/,
  /\/tokenreviews$/,
  // What a fetch of git says over HTTP.
  /\/git-upload-pack$/,
  /^\/api\/graphql$/,
  // A sign-in makes a token that nobody keeps.
  /^\/argocd\/api\/v1\/session$/,
  /^\/jwt\/auth$/,
  /\/ci\/lint$/,
];

function sideOf(path: string): RequestSide {
  if (path.startsWith('/clusters/')) {
    return 'cluster';
  }
  if (path.startsWith('/argocd/')) {
    return 'argocd';
  }
  if (/^\/v2(\/|$)/.test(path) || path === '/jwt/auth') {
    return 'registry';
  }
  return /\/(info\/refs|git-upload-pack|git-receive-pack)$/.test(path)
    ? 'git'
    : 'forge';
}

function kindOf(
  method: string,
  path: string,
  query: URLSearchParams,
): RequestKind {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) {
    const isWatch = ['true', '1'].includes(query.get('watch') ?? '');
    return isWatch ? 'watch' : 'read';
  }
  const changesNothing =
    query.get('dryRun') === 'All' ||
    (method === 'POST' && askedByPost.some(pattern => pattern.test(path)));
  return changesNothing ? 'read' : 'write';
}

function clientOf(userAgent: string | undefined): string {
  const text = userAgent ?? '';
  if (text.includes('isomorphic-git')) {
    return 'isomorphic-git';
  }
  return /^[\w.-]{1,40}/.exec(text)?.[0] ?? 'none';
}

/** What is counted of a request; undefined for the knobs of the sandbox. */
export function classifyRequest(request: {
  method: string;
  url: string;
  userAgent: string | undefined;
}): ClassifiedRequest | undefined {
  const [path, query = ''] = request.url.split('?', 2);
  if (path.startsWith('/_sandbox/')) {
    return undefined;
  }
  return {
    side: sideOf(path),
    kind: kindOf(request.method, path, new URLSearchParams(query)),
    client: clientOf(request.userAgent),
  };
}
