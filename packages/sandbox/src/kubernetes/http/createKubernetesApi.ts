import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from '../../faults/Faults.ts';
import { readBody } from '../../http/readBody.ts';
import type { Clock } from '../../world/Clock.ts';
import { type HttpHandler, KubernetesApiError } from '../../world/seams.ts';
import type { KubernetesStore } from '../store/KubernetesStore.ts';
import { answerMeta, isPublicPath } from './answerMeta.ts';
import { authenticate } from './authenticate.ts';
import { handleResource } from './handleResource.ts';
import { parseApiPath } from './parseApiPath.ts';
import { respond, respondError, respondText } from './respond.ts';
import { mayGetPath } from './reviewAccess.ts';
import type { Subject } from './Subject.ts';

export interface KubernetesApiOptions {
  store: KubernetesStore;
  /** `/clusters/sandbox` */
  basePath: string;
  /** Who a bearer token belongs to; undefined when it is nobody's. */
  tokens: (token: string) => Subject | undefined;
  /** Who a name belongs to, for reviews of others. */
  findSubject?: (name: string) => Subject | undefined;
  clock: Clock;
  /** One line for each request that ended in an error of the sandbox itself. */
  log?: (line: string) => void;
  faults?: Faults;
  /** How often a watch that allows it hears where it is; a minute, as the real server. */
  bookmarkMilliseconds?: number;
}

const largestBody = 3 * 1024 * 1024;

/** The HTTP API of one cluster. */
export function createKubernetesApi(options: KubernetesApiOptions): {
  handle: HttpHandler;
  stop(): void;
} {
  const { store, basePath, clock, faults } = options;
  const log = options.log ?? (() => {});
  const stopFaults = faults?.onWatchFault(fault => {
    if (fault === 'expire') {
      store.expireResourceVersions();
    }
  });

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    const path = url.pathname.slice(basePath.length) || '/';
    const parsed = parseApiPath(path);
    if (parsed.type === 'other') {
      if (!isPublicPath(path)) {
        const subject = authenticate(
          request.headers.authorization,
          options.tokens,
        );
        if (!mayGetPath(subject, path)) {
          throw new KubernetesApiError(
            403,
            'Forbidden',
            `forbidden: User "${subject.name}" cannot get path "${path}"`,
            {},
          );
        }
      }
      const meta = answerMeta(path, store);
      if (typeof meta === 'string') {
        respondText(response, 200, meta);
      } else {
        respond(response, 200, meta);
      }
      return;
    }
    const subject = authenticate(request.headers.authorization, options.tokens);
    await handleResource({
      path: parsed,
      method: request.method ?? 'GET',
      query: url.searchParams,
      contentType: request.headers['content-type'] ?? '',
      accept: request.headers.accept ?? '',
      userAgent: (request.headers['user-agent'] ?? 'unknown').split(/[/ ]/)[0],
      body: await readBody(request, largestBody),
      subject,
      response,
      store,
      clock,
      faults,
      findSubject: options.findSubject ?? (() => undefined),
      bookmarkMilliseconds: options.bookmarkMilliseconds ?? 60_000,
    });
  }

  const handle: HttpHandler = async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://cluster');
    if (url.pathname !== basePath && !url.pathname.startsWith(`${basePath}/`)) {
      return false;
    }
    try {
      await answer(request, response, url);
    } catch (error) {
      const fault =
        error instanceof KubernetesApiError
          ? error
          : new KubernetesApiError(
              500,
              'InternalError',
              'Internal error occurred: the sandbox failed to answer; its log says why',
            );
      if (fault !== error) {
        log(
          `${request.method} ${url.pathname} failed: ${
            (error as Error).stack ?? error
          }`,
        );
      }
      if (response.headersSent) {
        response.destroy();
      } else {
        respondError(response, fault);
      }
    }
    return true;
  };

  return { handle, stop: () => stopFaults?.() };
}
