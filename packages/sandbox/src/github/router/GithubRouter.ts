import type { IncomingMessage, ServerResponse } from 'node:http';
import { ForgeError } from '../../forge/errors/ForgeError.ts';
import { ProjectMovedError } from '../../forge/errors/ProjectMovedError.ts';
import { matchPath } from '../../forge/router/matchPath.ts';
import { parseQuery } from '../../http/parseQuery.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import type {
  GithubAnswer,
  GithubRequest,
  GithubRoute,
} from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { authenticateGithub } from '../tokens/authenticateGithub.ts';
import { identifyApp } from '../tokens/appJwt.ts';
import { readJson } from './readJson.ts';
import type { RateLimits } from './RateLimits.ts';
import { sendGithub } from './sendGithub.ts';

export const apiPrefix = '/api/v3';

/** Parameters that hold a path and may come with their slashes as they are. */
const greedy = new Set(['{path}', '{ref}', '{branch}', '{basehead}']);

interface Match {
  route: GithubRoute;
  params: Record<string, string>;
  exactness: number;
}

export function rateKey(
  principal: GithubPrincipal | undefined,
): string | undefined {
  switch (principal?.kind) {
    case undefined:
      return undefined;
    case 'app':
      return `app ${principal.appId}`;
    case 'installation':
      return `installation ${principal.installationId}`;
    case 'workflow':
      return `repository ${principal.projectId}`;
    case 'classic':
    case 'fine-grained':
      return `user ${principal.userId}`;
    default:
      return principal satisfies never;
  }
}

/** `/api/v3`: finds the operation, checks who asks, and sends what it answers. */
export class GithubRouter {
  #context: GithubContext;
  #limits: RateLimits;
  #routes: Array<{ route: GithubRoute; template: string[] }>;

  constructor(
    context: GithubContext,
    routes: GithubRoute[],
    limits: RateLimits,
  ) {
    this.#context = context;
    this.#limits = limits;
    this.#routes = routes.map(route => ({
      route,
      template: route.path.split('/'),
    }));
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    const [path] = (request.url ?? '/').split('?');
    if (path !== apiPrefix && !path.startsWith(`${apiPrefix}/`)) {
      return false;
    }
    const below = this.#byName(path.slice(apiPrefix.length) || '/');
    const match = this.#find(request.method ?? 'GET', below);
    let principal: GithubPrincipal | undefined;
    let counted = false;
    let answer: GithubAnswer;
    try {
      principal = authenticateGithub(request.headers, {
        tokens: this.#context.tokens,
        identifyApp: jwt =>
          identifyApp(
            jwt,
            this.#context.records.apps.all(),
            this.#context.forge.clock.now(),
          ),
      });
      counted = below !== '/rate_limit';
      if (counted && !this.#limits.take(rateKey(principal))) {
        counted = false;
        throw this.#exhausted(principal);
      }
      answer = await this.#answer(request, match, principal);
    } catch (error) {
      // What was not read of the body would be taken for the next request.
      request.resume();
      answer = this.#describe(error, request, match?.route);
    }
    const who = rateKey(principal);
    sendGithub(request, response, answer, {
      principal,
      route: match?.route,
      expiresAt: principal && this.#context.tokens.expiryOf(principal),
      limit: () => this.#limits.look(who),
      unchanged: () => counted && this.#limits.giveBack(who),
    });
    return true;
  }

  /** `/repositories/7/branches` is where a moved repository's address leads to. */
  #byName(path: string): string {
    const [, id, rest] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
    const project = id && this.#context.forge.records.projects.get(Number(id));
    return project ? `/repos/${project.fullPath}${rest ?? ''}` : path;
  }

  #find(method: string, path: string): Match | undefined {
    const parts = path.replace(/(.)\/$/, '$1').split('/');
    const wanted = method === 'HEAD' ? 'GET' : method;
    return this.#routes
      .filter(({ route }) => route.method === wanted)
      .flatMap(({ route, template }) => {
        const found = matchPath(template, parts, greedy);
        return found ? [{ route, ...found }] : [];
      })
      .sort((one, other) => other.exactness - one.exactness)[0];
  }

  async #answer(
    request: IncomingMessage,
    match: Match | undefined,
    principal: GithubPrincipal | undefined,
  ): Promise<GithubAnswer> {
    const { errors } = this.#context;
    if (!request.headers['user-agent']) {
      throw errors.forbidden(
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
      );
    }
    if (!match) {
      throw errors.notFound();
    }
    const { route, params } = match;
    const repository = this.#checkAccess(route, params, principal);
    const githubRequest: GithubRequest = {
      method: request.method ?? 'GET',
      params,
      query: parseQuery((request.url ?? '').split('?').slice(1).join('?')),
      body: await readJson(request),
      headers: request.headers,
      principal,
      get repository() {
        if (!repository) {
          throw new Error(`${route.path} is not of a repository`);
        }
        return repository;
      },
      url: request.url ?? '/',
    };
    return route.handle(githubRequest);
  }

  #checkAccess(
    { access }: GithubRoute,
    params: Record<string, string>,
    principal: GithubPrincipal | undefined,
  ): ProjectRecord | undefined {
    const { errors } = this.#context;
    switch (access.kind) {
      case 'public':
        return undefined;
      case 'app':
        if (principal?.kind !== 'app') {
          throw errors.refused(401, 'A JSON web token could not be decoded');
        }
        return undefined;
      case 'user': {
        if (!principal || principal.kind === 'app') {
          throw errors.requiresAuthentication();
        }
        const needed = access.scopes ?? [];
        if (
          principal.kind === 'classic' &&
          needed.length > 0 &&
          !needed.some(scope => principal.scopes.includes(scope))
        ) {
          throw errors.notFound();
        }
        return undefined;
      }
      case 'repository':
        return this.#context.access.findRepository(
          principal,
          `${params.owner}/${params.repo}`,
          access,
        );
      default:
        return access satisfies never;
    }
  }

  #exhausted(principal: GithubPrincipal | undefined) {
    const whose = principal
      ? `user ID ${'userId' in principal ? principal.userId : principal.appId}`
      : '127.0.0.1';
    return this.#context.errors.refused(
      403,
      `API rate limit exceeded for ${whose}.`,
    );
  }

  /** An error with the parts that every one of GitHub's has. */
  #describe(
    error: unknown,
    request: IncomingMessage,
    route: GithubRoute | undefined,
  ): GithubAnswer {
    const documentation = `https://docs.github.com/rest${
      route ? `/${route.docs}` : ''
    }`;
    const complete = (status: number, body: object) => ({
      documentation_url: documentation,
      status: String(status),
      ...body,
    });
    if (error instanceof ForgeError) {
      const { message, errors, ...rest } = error.body as Record<
        string,
        unknown
      >;
      return {
        status: error.status,
        body: {
          message,
          ...(errors === undefined ? {} : { errors }),
          ...complete(error.status, rest),
        },
        headers: error.headers,
      };
    }
    if (error instanceof ProjectMovedError) {
      const rest = (request.url ?? '/').replace(
        /^\/api\/v3\/repos\/[^/]+\/[^/?]+/,
        '',
      );
      const location = `${this.#context.apiUrl()}/repositories/${
        error.projectId
      }${rest}`;
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      return {
        // A write keeps its method and body only with this one.
        status: isRead ? 301 : 307,
        headers: { location },
        body: {
          message: isRead ? 'Moved Permanently' : 'Temporary Redirect',
          url: location,
          documentation_url:
            'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects',
        },
      };
    }
    const [path] = (request.url ?? '').split('?');
    this.#context.forge.log(
      `${request.method} ${path} failed: ${(error as Error).stack}`,
    );
    return {
      status: 500,
      body: { message: 'Server Error', ...complete(500, {}) },
    };
  }
}
