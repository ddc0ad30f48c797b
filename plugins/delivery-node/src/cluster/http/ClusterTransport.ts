import http from 'node:http';
import https from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import { KubeConfig } from '@kubernetes/client-node';
import { parseRetryAfter, retryPause } from '../../forge/retryPause';
import { ClusterConnection } from '../connection';
import { clusterError } from './clusterError';
import { readText } from './readText';

/** @internal */
export interface ClusterRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | undefined>;
  body?: unknown;
  contentType?: string;
  /** For messages, such as `rollouts/payments in payments-dev`. */
  place: string;
  signal?: AbortSignal;
}

/**
 * HTTP to one cluster. client-node reads certificates and puts the credentials on; the request is
 * made here, because its API clients neither take a signal nor leave timestamps as they are.
 */
export class ClusterTransport {
  readonly #connection: ClusterConnection;
  readonly #kubeConfig = new KubeConfig();
  readonly #timeoutMs: number;
  readonly #sleep: (ms: number, signal?: AbortSignal) => Promise<void>;

  constructor(
    connection: ClusterConnection,
    options: {
      /** Of one attempt; 15 s by default. */
      timeoutMs?: number;
      sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
    } = {},
  ) {
    this.#connection = connection;
    this.#timeoutMs = options.timeoutMs ?? 15_000;
    this.#sleep =
      options.sleep ?? ((ms, signal) => delay(ms, undefined, { signal }));
    const { name, url, token, skipTLSVerify, caData, caFile } = connection;
    this.#kubeConfig.loadFromClusterAndUser(
      { name, server: url, skipTLSVerify, caData, caFile },
      { name: 'slipway', token },
    );
  }

  /** The JSON of a 2xx answer. Reads are repeated a few times when the API asks for patience. */
  async json(request: ClusterRequest): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      const timeout = AbortSignal.timeout(this.#timeoutMs);
      const signal = anySignal(timeout, request.signal);
      try {
        const response = await this.#open(request, signal);
        const text = await readText(response);
        this.#assertOk(request, response, text);
        return this.#parse(request, text);
      } catch (error) {
        request.signal?.throwIfAborted();
        const failure = this.#describe(request, error, timeout);
        const pause = retryPause({
          method: request.method,
          status: statusOf(failure),
          retryAfterSeconds: retryAfterOf(failure),
          attempt,
        });
        if (pause === undefined) {
          throw failure;
        }
        await this.#sleep(pause * 1000, request.signal);
      }
    }
  }

  /** The body of a 200 answer, as it comes. The timeout is for the answer to begin. */
  async stream(
    request: ClusterRequest & { signal: AbortSignal },
  ): Promise<http.IncomingMessage> {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), this.#timeoutMs);
    try {
      const response = await this.#open(
        request,
        anySignal(timeout.signal, request.signal),
      );
      if (response.statusCode !== 200) {
        this.#assertOk(request, response, await readText(response));
      }
      return response;
    } catch (error) {
      request.signal.throwIfAborted();
      throw this.#describe(request, error, timeout.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  async #open(
    request: ClusterRequest,
    signal: AbortSignal,
  ): Promise<http.IncomingMessage> {
    const url = new URL(this.#connection.url + request.path);
    for (const [key, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(key, value);
      }
    }
    const options: https.RequestOptions = { headers: {} };
    await this.#kubeConfig.applyToHTTPSOptions(options);
    const body =
      request.body === undefined ? undefined : JSON.stringify(request.body);
    const send = url.protocol === 'http:' ? http.request : https.request;
    return await new Promise((resolve, reject) => {
      const outgoing = send(
        url,
        {
          ...options,
          method: request.method,
          signal,
          headers: {
            ...options.headers,
            Accept: 'application/json',
            ...(body === undefined
              ? {}
              : {
                  'Content-Type': request.contentType ?? 'application/json',
                  'Content-Length': Buffer.byteLength(body),
                }),
          },
        },
        resolve,
      );
      outgoing.on('socket', socket => socket.setKeepAlive(true, 30_000));
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  #assertOk(
    request: ClusterRequest,
    response: http.IncomingMessage,
    body: string,
  ): void {
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) {
      return;
    }
    const retryAfterSeconds = parseRetryAfter(
      response.headers['retry-after'] ?? null,
      new Date(),
    );
    throw Object.assign(
      clusterError({
        cluster: this.#connection.name,
        request: `${request.method} ${request.place}`,
        status,
        // An API that echoes what it was sent must not make us tell it on.
        body: body.split(this.#connection.token).join('[redacted]'),
        retryAfterSeconds,
      }),
      { apiStatus: status },
    );
  }

  #parse(request: ClusterRequest, text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw new ServiceUnavailableError(
        `The cluster ${this.#connection.name} answered ${request.method} ${
          request.place
        } with something that is not JSON; is there a proxy in front of it?`,
      );
    }
  }

  #describe(
    request: ClusterRequest,
    error: unknown,
    timeout: AbortSignal,
  ): Error {
    if (
      statusOf(error) !== undefined ||
      error instanceof ServiceUnavailableError
    ) {
      return error as Error;
    }
    const { name } = this.#connection;
    const reason = timeout.aborted
      ? `no answer within ${this.#timeoutMs / 1000} s`
      : (error as Error).message;
    return new ServiceUnavailableError(
      `The cluster ${name} did not answer ${request.method} ${request.place}: ${reason}`,
      error,
    );
  }
}

function statusOf(error: unknown): number | undefined {
  return (error as { apiStatus?: number }).apiStatus;
}

function retryAfterOf(error: unknown): number | undefined {
  return (error as { retryAfterSeconds?: number }).retryAfterSeconds;
}

function anySignal(one: AbortSignal, other?: AbortSignal): AbortSignal {
  return other ? AbortSignal.any([one, other]) : one;
}
