import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { serveGitBackend } from '../../git/serveGitBackend.ts';
import type { PushRules } from '../../git/pushRules.ts';
import { identifyBasic } from '../access/identifyBasic.ts';
import type { Principal } from '../api/Principal.ts';
import { ForgeError } from '../errors/ForgeError.ts';
import { deriveRefChanges, receivePush } from '../events/receivePush.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import type { ProjectRecord } from '../records/records.ts';
import { deriveGitAccess } from './gitAccess.ts';
import type { GitService } from './gitAccess.ts';
import { parseGitPath } from './parseGitPath.ts';
import { parseBasic } from './parseBasic.ts';

function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': 'text/plain',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/** `/<group>/<project>.git/…`: clone, fetch and push over HTTP. */
export class GitHttpHandler {
  #context: ForgeContext;

  constructor(context: ForgeContext) {
    this.#context = context;
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    const target = parseGitPath(request.url ?? '/');
    if (!target) {
      return false;
    }
    const { path, rest, query, withSuffix } = target;
    if (!withSuffix) {
      // Git follows this and goes on with the address that it got.
      const location = `${this.#context.baseUrl()}/${path}.git/${rest}${
        query && `?${query}`
      }`;
      request.resume();
      sendText(response, 301, '', { location });
      return true;
    }
    const service = (
      rest === 'info/refs' ? new URLSearchParams(query).get('service') : rest
    ) as GitService | null;
    if (service !== 'git-upload-pack' && service !== 'git-receive-pack') {
      request.resume();
      // What comes without a service is the dumb protocol, which GitLab does not speak.
      sendText(
        response,
        403,
        'Git over HTTP needs a client of 1.6.6 or later.',
      );
      return true;
    }
    const principal = this.#identify(request);
    if (principal === 'wrong') {
      request.resume();
      this.#askForCredentials(response);
      return true;
    }
    const access = deriveGitAccess(this.#context, principal, path, service);
    switch (access.kind) {
      case 'unauthenticated':
        request.resume();
        this.#askForCredentials(response);
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
    const { project, level } = access;
    if (rest === 'git-receive-pack' && principal) {
      await this.#receive(request, response, project, principal, level);
    } else {
      await this.#serve(request, response, project, rest, query);
    }
    return true;
  }

  #identify(request: IncomingMessage): Principal | undefined | 'wrong' {
    const credentials = parseBasic(request.headers.authorization);
    if (!credentials) {
      return request.headers.authorization === undefined ? undefined : 'wrong';
    }
    try {
      return identifyBasic(this.#context.tokens, credentials) ?? 'wrong';
    } catch (error) {
      // Expired and revoked tokens are wrong like any other here.
      if (error instanceof ForgeError) {
        return 'wrong';
      }
      throw error;
    }
  }

  #askForCredentials(response: ServerResponse): void {
    sendText(
      response,
      401,
      `HTTP Basic: Access denied. If a password was provided for Git authentication, the password was incorrect or you're required to use a token instead of a password. If a token was provided, it was either incorrect, expired, or improperly scoped. See ${this.#context.baseUrl()}/help/topics/git/troubleshooting_git.md#error-on-git-fetch-http-basic-access-denied`,
      { 'www-authenticate': 'Basic realm="GitLab"' },
    );
  }

  #serve(
    request: IncomingMessage,
    response: ServerResponse,
    project: ProjectRecord,
    rest: string,
    query: string,
    extra: {
      env?: Record<string, string>;
      remoteUser?: string;
      beforeEnd?: () => Promise<void>;
    } = {},
  ): Promise<void> {
    const { git } = this.#context;
    return serveGitBackend({
      request,
      response,
      root: git.folder,
      pathInfo: `/${project.id}.git/${rest}`,
      query,
      remoteUser: extra.remoteUser ?? '',
      hooksFolder: git.hooksFolder,
      env: extra.env,
      beforeEnd: extra.beforeEnd,
    });
  }

  async #receive(
    request: IncomingMessage,
    response: ServerResponse,
    project: ProjectRecord,
    principal: Principal,
    level: number,
  ): Promise<void> {
    const context = this.#context;
    const git = context.git.of(project);
    const user = context.userOf(principal);
    await git.exclusively(async () => {
      const before = await git.refs('refs/');
      const rules: PushRules = {
        level,
        defaultBranch: project.defaultBranch,
        empty: await git.isEmpty(),
        protected: context.records.protectedBranches
          .filter(rule => rule.projectId === project.id)
          .map(rule => ({
            name: rule.name,
            push: rule.push.map(each => each.accessLevel),
            allowForcePush: rule.allowForcePush,
          })),
      };
      const result = join(git.folder, `push-${randomUUID()}.json`);
      try {
        await this.#serve(request, response, project, 'git-receive-pack', '', {
          remoteUser: user.username,
          env: {
            SLIPWAY_PUSH_RULES: JSON.stringify(rules),
            SLIPWAY_PUSH_RESULT: result,
          },
          beforeEnd: async () => {
            const changes = deriveRefChanges(before, await git.refs('refs/'));
            if (changes.length > 0) {
              const { options } = JSON.parse(await readFile(result, 'utf8'));
              await receivePush(context, project.id, user, changes, options);
            }
          },
        });
      } finally {
        await rm(result, { force: true });
      }
    });
  }
}
