import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Transform } from 'node:stream';
import { gitEnvironment } from './GitCommand.ts';

export interface GitBackendRequest {
  request: IncomingMessage;
  response: ServerResponse;
  /** The folder that holds the repositories. */
  root: string;
  /** `/7.git/info/refs` */
  pathInfo: string;
  query: string;
  remoteUser: string;
  /** Variables for the hooks. */
  env?: Record<string, string>;
  /** Goes over what git answers, such as the reasons for which it refuses. */
  rewrite?: Transform;
  /** Shared hooks; no others run. */
  hooksFolder: string;
  /** Done when git has ended and before the client learns so: what it pushed has its effects. */
  beforeEnd?: () => Promise<void>;
}

function single(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : value ?? '';
}

function cgiEnvironment(options: GitBackendRequest): Record<string, string> {
  const { request } = options;
  const length = request.headers['content-length'];
  return gitEnvironment({
    GIT_PROJECT_ROOT: options.root,
    GIT_HTTP_EXPORT_ALL: '1',
    GATEWAY_INTERFACE: 'CGI/1.1',
    SERVER_PROTOCOL: 'HTTP/1.1',
    REQUEST_METHOD: request.method ?? 'GET',
    PATH_INFO: options.pathInfo,
    QUERY_STRING: options.query,
    CONTENT_TYPE: single(request.headers['content-type']),
    // A chunked body has no length: git reads it to its end.
    ...(length === undefined ? {} : { CONTENT_LENGTH: length }),
    HTTP_CONTENT_ENCODING: single(request.headers['content-encoding']),
    GIT_PROTOCOL: single(request.headers['git-protocol']),
    REMOTE_USER: options.remoteUser,
    REMOTE_ADDR: request.socket.remoteAddress ?? '127.0.0.1',
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
    GIT_CONFIG_KEY_1: 'core.hooksPath',
    GIT_CONFIG_VALUE_1: options.hooksFolder,
    ...options.env,
  });
}

/** `Status: 404 Not Found` and headers, as CGI programs begin their output. */
export function parseCgiHead(head: string): {
  status: number;
  headers: Record<string, string>;
} {
  let status = 200;
  const headers: Record<string, string> = {};
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) {
      const name = line.slice(0, colon).toLowerCase();
      const value = line.slice(colon + 1).trim();
      if (name === 'status') {
        status = Number(value.slice(0, 3));
      } else {
        headers[name] = value;
      }
    }
  }
  return { status, headers };
}

/** Lets `git http-backend` answer a request; both ways are streamed. Resolves when it is done. */
export function serveGitBackend(options: GitBackendRequest): Promise<void> {
  const { request, response } = options;
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], {
      env: cgiEnvironment(options),
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    let head = Buffer.alloc(0);
    let headSent = false;
    child.on('error', reject);
    // A client that goes away takes its process with it.
    response.on('close', () => {
      if (!response.writableFinished) {
        child.kill();
      }
    });
    request.pipe(child.stdin);
    // Git may refuse before it has read everything; its answer says so.
    child.stdin.on('error', () => request.unpipe(child.stdin).resume());
    child.stdout.on('data', (chunk: Buffer) => {
      if (headSent) {
        write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const text = head.toString('latin1');
      const end = /\r?\n\r?\n/.exec(text);
      if (end) {
        const { status, headers } = parseCgiHead(text.slice(0, end.index));
        response.writeHead(status, headers);
        headSent = true;
        const rest = head.subarray(end.index + end[0].length);
        if (rest.length > 0) {
          write(rest);
        }
      }
    });
    options.rewrite?.on('data', (chunk: Buffer) => response.write(chunk));
    const write = (chunk: Buffer) => {
      if (options.rewrite) {
        // What is rewritten is short.
        options.rewrite.write(chunk);
      } else if (!response.write(chunk)) {
        child.stdout.pause();
        response.once('drain', () => child.stdout.resume());
      }
    };
    child.on('close', () => {
      request.unpipe(child.stdin);
      request.resume();
      if (!headSent) {
        response.writeHead(500, { 'content-type': 'text/plain' });
      }
      options.rewrite?.end();
      const ended = options.beforeEnd?.() ?? Promise.resolve();
      ended.finally(() => response.end()).then(resolve, reject);
    });
  });
}
