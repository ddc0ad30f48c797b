import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readBody } from '../../http/readBody.ts';
import type { Clock } from '../../world/Clock.ts';
import { KubernetesApiError } from '../../world/seams.ts';
import type { HttpHandler } from '../../world/seams.ts';
import type { ApiContext, ApiRoute } from './ApiContext.ts';
import {
  ApiError,
  fromCluster,
  invalidArgument,
  unauthenticated,
} from './ApiError.ts';
import { applicationRoutes } from './applicationRoutes.ts';
import { clusterRoutes } from './clusterRoutes.ts';
import { projectRoutes } from './projectRoutes.ts';
import { repositoryRoutes } from './repositoryRoutes.ts';
import { sessionRoutes } from './sessionRoutes.ts';
import { Sessions } from './Sessions.ts';

const base = '/argocd/api';
const largestBody = 2_000_000;

function send(response: ServerResponse, status: number, body: unknown): true {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
  return true;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request, largestBody)).toString('utf8');
  return text.trim() === '' ? undefined : JSON.parse(text);
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) {
    return error;
  }
  if (error instanceof KubernetesApiError) {
    return fromCluster(error);
  }
  if (error instanceof z.ZodError || error instanceof SyntaxError) {
    return new ApiError(
      invalidArgument,
      error instanceof SyntaxError
        ? error.message
        : error.issues
            .map(({ path, message }) => `${path.join('.')}: ${message}`)
            .join('; '),
      { cause: error },
    );
  }
  throw error;
}

/** Argo CD's own HTTP API under `/argocd/api`, for tools that do not go through Kubernetes. */
export function createArgoCdApi(
  context: ApiContext,
  options: { password: string; clock: Clock },
): HttpHandler {
  const sessions = new Sessions(options);
  const routes: ApiRoute[] = [
    ...sessionRoutes(sessions),
    ...projectRoutes(context),
    ...applicationRoutes(context, () => options.clock.now()),
    ...repositoryRoutes(context),
    ...clusterRoutes(context),
  ];

  async function answer(request: IncomingMessage, url: URL): Promise<unknown> {
    // Slashes that are a part of a name come escaped, and stay so until the path is taken apart.
    const path = url.pathname.slice(base.length);
    const route = routes.find(
      each => each.method === request.method && each.path.test(path),
    );
    const token = /^Bearer\s+(\S+)$/i.exec(
      request.headers.authorization ?? '',
    )?.[1];
    if (!route?.open && !(token && sessions.accountOf(token))) {
      throw new ApiError(
        unauthenticated,
        token
          ? 'invalid session: token is not valid'
          : 'no session information',
      );
    }
    if (!route) {
      throw new ApiError(5, 'Not Found');
    }
    const [, ...params] = route.path.exec(path) ?? [];
    return route.answer({
      params: params.map(decodeURIComponent),
      query: url.searchParams,
      body: await readJson(request),
      signal: AbortSignal.timeout(context.timeoutSeconds * 1_000),
    });
  }

  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://argocd');
    const isOurs =
      url.pathname === `${base}/version` ||
      url.pathname.startsWith(`${base}/v1/`);
    if (!isOurs) {
      return false;
    }
    try {
      return send(response, 200, await answer(request, url));
    } catch (error) {
      const told = asApiError(error);
      return send(response, told.status, told.body);
    }
  };
}
