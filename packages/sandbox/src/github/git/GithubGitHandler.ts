import type { IncomingMessage, ServerResponse } from 'node:http';
import { identifyBasic } from '../../forge/access/identifyBasic.ts';
import { ForgeError } from '../../forge/errors/ForgeError.ts';
import type { GitService } from '../../forge/git/gitAccess.ts';
import { parseBasic } from '../../forge/git/parseBasic.ts';
import { parseGitPath } from '../../forge/git/parseGitPath.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import { serveGitBackend } from '../../git/serveGitBackend.ts';
import type { GitBackendRequest } from '../../git/serveGitBackend.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import type { GithubContext } from '../GithubContext.ts';
import { deriveGithubGitAccess } from './githubGitAccess.ts';
import { receiveForGithub } from './receiveForGithub.ts';

function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  const body = `${text}\n`;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/**
 * Git over HTTP for those who come with one of GitHub's tokens, under any user name, or to GitHub's
 * host. Everybody else is left to GitLab.
 */
export class GithubGitHandler {
  #context: GithubContext;

  constructor(context: GithubContext) {
    this.#context = context;
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    const target = parseGitPath(request.url ?? '/');
    const principal = target && this.#identify(request);
    if (!target || principal === 'gitlab') {
      return false;
    }
    const { path, rest, query } = target;
    const service = (
      rest === 'info/refs' ? new URLSearchParams(query).get('service') : rest
    ) as GitService | null;
    if (service !== 'git-upload-pack' && service !== 'git-receive-pack') {
      request.resume();
      sendText(response, 403, 'Please upgrade your git client.');
      return true;
    }
    if (principal === 'wrong') {
      request.resume();
      this.#askForCredentials(
        response,
        'Invalid username or token. Password authentication is not supported for Git operations.',
      );
      return true;
    }
    const access = deriveGithubGitAccess(
      this.#context,
      principal,
      path,
      service,
    );
    switch (access.kind) {
      case 'unauthenticated':
        request.resume();
        this.#askForCredentials(response, access.message);
        return true;
      case 'refused':
        request.resume();
        sendText(response, access.status, access.message);
        return true;
      case 'granted':
        break;
      default:
        return access satisfies never;
    }
    const { project } = access;
    const base = this.#backend(request, response, project, rest, query);
    if (rest === 'git-receive-pack' && principal) {
      const user = this.#context.userOf(principal);
      await receiveForGithub(this.#context, project, principal, user, options =>
        serveGitBackend({ ...base, ...options, remoteUser: user.username }),
      );
    } else {
      await serveGitBackend(base);
    }
    return true;
  }

  #backend(
    request: IncomingMessage,
    response: ServerResponse,
    project: ProjectRecord,
    rest: string,
    query: string,
  ): GitBackendRequest {
    const { git } = this.#context.forge;
    return {
      request,
      response,
      root: git.folder,
      pathInfo: `/${project.id}.git/${rest}`,
      query,
      remoteUser: '',
      hooksFolder: git.hooksFolder,
    };
  }

  #identify(
    request: IncomingMessage,
  ): GithubPrincipal | undefined | 'wrong' | 'gitlab' {
    const isHere = /^localhost(:|$)/.test(request.headers.host ?? '');
    if (request.headers.authorization === undefined) {
      return isHere ? undefined : 'gitlab';
    }
    const credentials = parseBasic(request.headers.authorization);
    const principal =
      credentials &&
      (this.#context.tokens.identify(credentials.password) ??
        this.#context.tokens.identify(credentials.username));
    if (principal) {
      return principal;
    }
    return isHere && !(credentials && this.#isGitlabs(credentials))
      ? 'wrong'
      : 'gitlab';
  }

  #isGitlabs(credentials: { username: string; password: string }): boolean {
    try {
      return (
        identifyBasic(this.#context.forge.tokens, credentials) !== undefined
      );
    } catch (error) {
      // Expired or revoked, but GitLab's, which has words for that.
      if (error instanceof ForgeError) {
        return true;
      }
      throw error;
    }
  }

  #askForCredentials(response: ServerResponse, message: string): void {
    sendText(response, 401, message, {
      'www-authenticate': 'Basic realm="GitHub"',
    });
  }
}
