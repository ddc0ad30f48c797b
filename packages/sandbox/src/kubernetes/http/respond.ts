import type { ServerResponse } from 'node:http';
import { KubernetesApiError } from '../../world/seams.ts';

export function statusOf(error: KubernetesApiError) {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: error.message,
    ...(error.reason ? { reason: error.reason } : {}),
    ...(error.details ? { details: error.details } : {}),
    code: error.code,
  };
}

export function respond(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

export function respondText(
  response: ServerResponse,
  status: number,
  text: string,
): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}

export function respondError(
  response: ServerResponse,
  error: KubernetesApiError,
): void {
  const retryAfter = error.details?.retryAfterSeconds;
  respond(
    response,
    error.code,
    statusOf(error),
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  );
}
