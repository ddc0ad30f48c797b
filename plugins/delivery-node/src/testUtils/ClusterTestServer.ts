import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { isError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { KubernetesObject, ResourceKind, resourceKinds } from '../cluster';
import { matches, ObjectStore, StoreEvent } from './ObjectStore';
import { readText } from '../cluster/http/readText';

/** What the server got. @public */
export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  authorization?: string;
  contentType?: string;
}

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

interface Target {
  resource: ResourceKind;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/**
 * As much of the Kubernetes API over HTTP as a cluster client uses, on an {@link ObjectStore}, with
 * knobs for what goes wrong on the way.
 *
 * @public
 */
export class ClusterTestServer {
  readonly store = new ObjectStore();
  readonly requests: SeenRequest[] = [];
  /** The only token that is let in. */
  readonly token: string;
  /** Objects in a page of a list. */
  pageSize = 500;
  /** No kind has a status subresource. */
  withoutSubresources = false;
  /** Verbs and plurals that an access review refuses, such as `patch rollouts`. */
  readonly forbidden = new Set<string>();
  readonly #answers: Answer[] = [];
  readonly #server: Server;
  readonly #watches = new Set<ServerResponse>();

  constructor(token = 'canary-cluster-token') {
    this.token = token;
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: Error) =>
        send(response, statusOf(error)),
      );
    });
  }

  /** The URL of the API. */
  async start(): Promise<string> {
    await new Promise<void>(resolve =>
      this.#server.listen(0, '127.0.0.1', resolve),
    );
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/clusters/test`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  /** The next request (and the ones after, in order) is answered with this. */
  answerNext(...answers: Answer[]): void {
    this.#answers.push(...answers);
  }

  /** How many watches are open. */
  get watching(): number {
    return this.#watches.size;
  }

  /** Sends a line on every open watch. */
  sendLine(line: unknown): void {
    for (const response of this.#watches) {
      response.write(
        `${typeof line === 'string' ? line : JSON.stringify(line)}\n`,
      );
    }
  }

  /** Breaks every open watch. */
  dropWatches(): void {
    for (const response of this.#watches) {
      response.destroy();
    }
  }

  async #handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method ?? 'GET';
    const { authorization } = request.headers;
    this.requests.push({
      method,
      path: url.pathname,
      query: url.searchParams,
      authorization,
      contentType: request.headers['content-type'],
    });
    const body = await readText(request);
    const planned = this.#answers.shift();
    if (planned) {
      send(response, planned);
      return;
    }
    if (authorization !== `Bearer ${this.token}`) {
      send(response, status(401, 'Unauthorized'));
      return;
    }
    if (url.pathname.endsWith('/selfsubjectaccessreviews')) {
      send(response, this.#review(JSON.parse(body)));
      return;
    }
    const meta = answerMeta(url.pathname);
    if (meta) {
      send(response, meta);
      return;
    }
    const target = targetOf(url.pathname);
    if (!target || (target.subresource && this.withoutSubresources)) {
      send(
        response,
        status(404, 'the server could not find the requested resource'),
      );
      return;
    }
    if (method === 'GET' && url.searchParams.get('watch') === 'true') {
      this.#watch(target, url.searchParams, response);
      return;
    }
    send(response, this.#answer(method, target, url.searchParams, body));
  }

  #answer(
    method: string,
    target: Target,
    query: URLSearchParams,
    body: string,
  ): Answer {
    const { resource, namespace, name } = target;
    if (!name) {
      return this.#list(target, query);
    }
    const ref = { resource, namespace, name };
    switch (method) {
      case 'GET':
        return { status: 200, body: this.store.get(ref) };
      case 'PATCH': {
        const patch = JSON.parse(body) as JsonObject;
        if (
          query.has('force') ||
          query.has('dryRun') ||
          'apiVersion' in patch
        ) {
          const object = patch as unknown as KubernetesObject;
          return {
            status: 200,
            body: query.get('dryRun') ? object : this.store.put(object),
          };
        }
        return { status: 200, body: this.store.mergePatch(ref, patch) };
      }
      case 'DELETE': {
        const { preconditions } = JSON.parse(body || '{}');
        this.store.delete(ref, preconditions?.uid);
        return { status: 200, body: { kind: 'Status', status: 'Success' } };
      }
      default:
        return status(405, 'the server does not allow this method');
    }
  }

  #list({ resource, namespace }: Target, query: URLSearchParams): Answer {
    const objects = this.store.list(resource, {
      namespace,
      labelSelector: query.get('labelSelector') ?? undefined,
    });
    const start = Number(query.get('continue') ?? 0);
    const end = start + Math.min(this.pageSize, Number(query.get('limit')));
    return {
      status: 200,
      body: {
        kind: `${resource.kind}List`,
        apiVersion: resource.apiVersion,
        metadata: {
          resourceVersion: this.store.resourceVersion,
          ...(end < objects.length ? { continue: String(end) } : {}),
        },
        // As the API does it: the items don't repeat their kind.
        items: objects
          .slice(start, end)
          .map(({ kind: _kind, apiVersion: _apiVersion, ...rest }) => rest),
      },
    };
  }

  #watch(
    { resource, namespace }: Target,
    query: URLSearchParams,
    response: ServerResponse,
  ): void {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const labelSelector = query.get('labelSelector') ?? undefined;
    const stop = this.store.subscribe((event: StoreEvent) => {
      if (matches(event.object, resource, { namespace, labelSelector })) {
        response.write(`${JSON.stringify(event)}\n`);
      }
    });
    this.#watches.add(response);
    response.on('close', () => {
      stop();
      this.#watches.delete(response);
    });
  }

  #review(review: {
    spec: { resourceAttributes: { verb: string; resource: string } };
  }): Answer {
    const { verb, resource } = review.spec.resourceAttributes;
    const allowed = !this.forbidden.has(`${verb} ${resource}`);
    return { status: 201, body: { ...review, status: { allowed } } };
  }
}

/** The release, and the kinds of a group. */
function answerMeta(path: string): Answer | undefined {
  if (path.endsWith('/version')) {
    return { status: 200, body: { gitVersion: 'v1.34.2' } };
  }
  const apiVersion = /\/(?:api|apis)\/((?:[\w.-]+\/)?v\w+)$/.exec(path)?.[1];
  const kinds = Object.values(resourceKinds).filter(
    kind => kind.apiVersion === apiVersion,
  );
  if (kinds.length === 0) {
    return undefined;
  }
  const resources = kinds.flatMap(({ plural, kind, namespaced }) => [
    { name: plural, kind, namespaced },
    { name: `${plural}/status`, kind, namespaced },
  ]);
  return { status: 200, body: { kind: 'APIResourceList', resources } };
}

function targetOf(path: string): Target | undefined {
  const match =
    /\/(?:api|apis)\/((?:[\w.-]+\/)?v\w+)(?:\/namespaces\/([^/]+))?\/([a-z]+)(?:\/([^/]+))?(?:\/(status))?$/.exec(
      path,
    );
  const resource = Object.values(resourceKinds).find(
    kind => kind.apiVersion === match?.[1] && kind.plural === match?.[3],
  );
  return match !== null && resource
    ? {
        resource,
        namespace: match[2],
        name: match[4],
        subresource: match[5],
      }
    : undefined;
}

function statusOf(error: Error): Answer {
  const codes: Record<string, number> = {
    NotFoundError: 404,
    ConflictError: 409,
  };
  return status(isError(error) ? codes[error.name] ?? 500 : 500, error.message);
}

function status(code: number, message: string): Answer {
  return {
    status: code,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      message,
      code,
    },
  };
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    ...answer.headers,
  });
  response.end(
    typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body),
  );
}
