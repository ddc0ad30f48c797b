import type { FakeAnswer, FakeRequest } from './FakeGitlab';
import { GitlabState } from './GitlabState';

/** A login to the registry, which is how it is tried whether it takes a token at all. */
export function answerLogin(
  portalToken: string,
  { path, query, authorization }: FakeRequest,
): FakeAnswer | undefined {
  if (path !== '/jwt/auth' || query.has('scope')) {
    return undefined;
  }
  const pair = Buffer.from(authorization?.slice(6) ?? '', 'base64').toString();
  return pair.endsWith(`:${portalToken}`)
    ? { status: 200, body: { token: 'jwt:' } }
    : { status: 401 };
}

/** Who the portal is and what it may do, as GitLab tells it; undefined for other questions. */
export function answerAccess(
  state: GitlabState,
  { method, path }: FakeRequest,
): FakeAnswer | undefined {
  const ok = (body: unknown): FakeAnswer => ({ status: 200, body });
  const [root, key, kind] = path
    .replace('/api/v4/', '')
    .split('/')
    .map(decodeURIComponent);
  const groups = [...state.groups.keys()].map(name => ({ full_path: name }));
  switch (`${method} ${root}`) {
    case 'GET personal_access_tokens':
      return ok({ scopes: ['api'], expires_at: null });
    case 'GET user':
      return ok({ id: 1, username: 'slipway' });
    case 'GET groups':
      if (key === undefined) {
        return ok(groups);
      }
      if (!state.groups.has(key)) {
        return { status: 404, body: { message: '404 Group Not Found' } };
      }
      return ok(kind === 'runners' ? [{ id: 1 }] : { full_path: key });
    default:
      return undefined;
  }
}
