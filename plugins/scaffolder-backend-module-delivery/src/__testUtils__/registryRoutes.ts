import type { FakeAnswer, FakeRequest } from './FakeGitlab';
import { FakeToken, GitlabState } from './GitlabState';

export const groupReader = 'group-reader-CANARY-0003';

/** The registry with its token service, and git over HTTP. */
export function answerRegistry(
  state: GitlabState,
  request: FakeRequest,
): FakeAnswer {
  const { path, query, authorization } = request;
  const token = holder(state, authorization);
  if (path === '/jwt/auth') {
    const [, repository] = (query.get('scope') ?? '').split(':');
    return mayPull(state, token, repository)
      ? { status: 200, body: { token: `jwt:${repository}` } }
      : { status: 401, body: { message: 'access denied' } };
  }
  if (path.startsWith('/v2/')) {
    const repository = path.slice(4).replace(/\/tags\/list$/, '');
    if (authorization === `Bearer jwt:${repository}`) {
      return { status: 404, body: { errors: [{ code: 'NAME_UNKNOWN' }] } };
    }
    return {
      status: 401,
      headers: {
        'www-authenticate': `Bearer realm="${state.baseUrl}/jwt/auth",service="container_registry"`,
      },
    };
  }
  const git = /^\/(.+)\.git\/info\/refs$/.exec(path);
  if (git) {
    const project = state.project(git[1]);
    const needed =
      query.get('service') === 'git-receive-pack'
        ? ['write_repository']
        : ['read_repository', 'write_repository'];
    // One of somebody who may read the whole group, as an operator hands it out.
    const isOfGroup = authorization?.endsWith(
      Buffer.from(`reader:${groupReader}`).toString('base64'),
    );
    const may =
      project &&
      (isOfGroup ||
        (token &&
          token.projectId === project.id &&
          token.scopes.some(scope => needed.includes(scope))));
    return may ? { status: 200 } : { status: 401 };
  }
  return { status: 404 };
}

function holder(
  state: GitlabState,
  authorization: string | undefined,
): FakeToken | undefined {
  const [username, secret] = Buffer.from(
    authorization?.replace(/^Basic /, '') ?? '',
    'base64',
  )
    .toString()
    .split(':');
  // An access token goes with any name.
  return (
    state.accessTokens.find(one => !one.revoked && one.secret === secret) ??
    state.deployTokens.find(
      one => !one.revoked && one.secret === secret && one.username === username,
    )
  );
}

function mayPull(
  state: GitlabState,
  token: FakeToken | undefined,
  repository: string,
): boolean {
  return Boolean(
    !state.registryRefuses &&
      token &&
      token.scopes.includes('read_registry') &&
      state.project(repository)?.id === token.projectId,
  );
}
