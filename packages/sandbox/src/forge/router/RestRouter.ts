import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '../api/Principal.ts';
import type {
  ForgeAnswer,
  ForgeRequest,
  ForgeRoute,
} from '../api/ForgeRoute.ts';
import { parseQuery } from '../../http/parseQuery.ts';
import { ForgeError } from '../errors/ForgeError.ts';
import { ProjectMovedError } from '../errors/ProjectMovedError.ts';
import { errors } from '../errors/errors.ts';
import { matchesEtag } from './matchesEtag.ts';
import { matchPath } from './matchPath.ts';
import { readParameters } from './readRequest.ts';

export interface RestRouterOptions {
  routes: ForgeRoute[];
  /** Who the credentials of a request stand for; throws when they are wrong. */
  authenticate: (headers: IncomingMessage['headers']) => Principal | undefined;
  baseUrl: () => string;
  log: (line: string) => void;
}

interface Candidate {
  route: ForgeRoute;
  params: Record<string, string>;
  exactness: number;
}

function checkPrincipal(
  route: ForgeRoute,
  principal: Principal | undefined,
): void {
  if (route.scopes === 'public') {
    return;
  }
  if (!principal) {
    if (!route.anonymous) {
      throw errors.unauthorized();
    }
    return;
  }
  if (principal.kind === 'job' || principal.kind === 'deploy-token') {
    if (principal.kind !== 'job' || !route.jobToken) {
      throw errors.unauthorized();
    }
    return;
  }
  const scopes = principal.scopes;
  if (!route.scopes.some(scope => scopes.includes(scope))) {
    throw errors.insufficientScope(route.scopes);
  }
}

/** A request for a project by a path that it has left, where it is now. */
function movedAnswer(
  error: ProjectMovedError,
  request: IncomingMessage,
  baseUrl: string,
): ForgeAnswer {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const { status, body } = errors.notFound('Project');
    return { status, body };
  }
  const rest = (request.url ?? '/').replace(
    /^(\/api\/v4\/projects\/)[^/?]+/,
    `$1${error.projectId}`,
  );
  const location = `${baseUrl}${rest}`;
  return {
    status: 301,
    text: `This resource has been moved permanently to ${location}`,
    headers: { location },
  };
}

/** `/api/v4`: finds the operation, checks who asks, and sends what it answers. */
export class RestRouter {
  #options: RestRouterOptions;
  #routes: Array<{ route: ForgeRoute; template: string[] }>;

  constructor(options: RestRouterOptions) {
    this.#options = options;
    this.#routes = options.routes.map(route => ({
      route,
      template: route.path.split('/'),
    }));
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    const [path] = (request.url ?? '/').split('?');
    if (!path.startsWith('/api/v4/') && path !== '/api/v4') {
      return false;
    }
    const answer = await this.#answer(request, path);
    send(request, response, answer);
    return true;
  }

  async #answer(request: IncomingMessage, path: string): Promise<ForgeAnswer> {
    try {
      const { route, params } = this.#find(request.method ?? 'GET', path);
      const principal = this.#options.authenticate(request.headers);
      checkPrincipal(route, principal);
      const forgeRequest: ForgeRequest = {
        method: request.method ?? 'GET',
        params,
        query: parseQuery((request.url ?? '').split('?').slice(1).join('?')),
        body: await readParameters(request),
        headers: request.headers,
        principal,
        baseUrl: this.#options.baseUrl(),
        url: request.url ?? '/',
      };
      return await route.handle(forgeRequest);
    } catch (error) {
      // What was not read of the body would be taken for the next request.
      request.resume();
      if (error instanceof ForgeError) {
        return {
          status: error.status,
          body: error.body,
          headers: error.headers,
        };
      }
      if (error instanceof ProjectMovedError) {
        return movedAnswer(error, request, this.#options.baseUrl());
      }
      this.#options.log(
        `${request.method} ${path} failed: ${(error as Error).stack}`,
      );
      return { status: 500, body: { message: '500 Internal Server Error' } };
    }
  }

  #find(method: string, path: string): Candidate {
    const parts = path.replace(/\/$/, '').split('/');
    const candidates: Candidate[] = [];
    for (const { route, template } of this.#routes) {
      const match = matchPath(template, parts);
      if (match) {
        candidates.push({ route, ...match });
      }
    }
    if (candidates.length === 0) {
      throw errors.unknownPath();
    }
    candidates.sort((one, other) => other.exactness - one.exactness);
    const exact = candidates.find(({ route }) => route.method === method);
    const found =
      exact ??
      (method === 'HEAD'
        ? candidates.find(({ route }) => route.method === 'GET')
        : undefined);
    if (!found) {
      throw errors.methodNotAllowed([
        ...new Set(candidates.map(({ route }) => route.method)),
      ]);
    }
    return found;
  }
}

/** The tag of a content, as Rack makes one for every answer. */
function etagOf(content: Buffer): string {
  const digest = createHash('sha256').update(content).digest('hex');
  return `W/"${digest.slice(0, 32)}"`;
}

function contentOf(
  answer: ForgeAnswer,
): [Buffer, string | undefined] | undefined {
  if (answer.bytes) {
    return [answer.bytes, undefined];
  }
  if (answer.text !== undefined) {
    return [Buffer.from(answer.text), 'text/plain'];
  }
  return answer.body === undefined
    ? undefined
    : [Buffer.from(JSON.stringify(answer.body)), 'application/json'];
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: ForgeAnswer,
): void {
  const headers: Record<string, string | number> = {
    'cache-control': 'max-age=0, private, must-revalidate',
    vary: 'Origin',
    'x-content-type-options': 'nosniff',
  };
  const [content, type] = contentOf(answer) ?? [];
  if (type) {
    headers['content-type'] = type;
  }
  if (content && answer.status === 200) {
    headers.etag = etagOf(content);
  }
  Object.assign(headers, answer.headers);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (
    isRead &&
    answer.status === 200 &&
    matchesEtag(request.headers['if-none-match'], headers.etag)
  ) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  if (content) {
    headers['content-length'] = content.length;
  } else if (answer.status !== 204 && answer.status !== 304) {
    headers['content-length'] = 0;
  }
  response.writeHead(answer.status, headers);
  response.end(request.method === 'HEAD' ? undefined : content);
}
