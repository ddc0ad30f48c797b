import { lookup } from 'node:dns/promises';
import type { RepositoryCredentials } from './repositoryCredentials.ts';
import { authorization } from './repositoryCredentials.ts';
import { httpGet } from './httpGet.ts';
import { readAdvertisement } from './ssh/listRefsOverSsh.ts';
import { parseSshUrl } from './ssh/SshTarget.ts';
import type { SshTarget } from './ssh/SshTarget.ts';
import { SourceError, withoutUserInfo } from './SourceError.ts';

export interface ListRefsOptions {
  url: string;
  credentials?: RepositoryCredentials;
  timeoutSeconds: number;
  signal?: AbortSignal;
}

function refuse(why: string): SourceError {
  return new SourceError(`failed to list refs: ${withoutUserInfo(why)}`);
}

/** The connection failed: told as Argo CD's own git client tells it. */
async function describeFailure(url: string, error: unknown): Promise<string> {
  const { hostname, port, protocol } = new URL(url);
  const { code, name, message } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') {
    const number = port || (protocol === 'https:' ? '443' : '80');
    const { address } = await lookup(hostname, { family: 4 }).catch(() => ({
      address: hostname,
    }));
    return `dial tcp ${address}:${number}: connect: connection refused`;
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `dial tcp: lookup ${hostname}: no such host`;
  }
  return name === 'TimeoutError' || name === 'AbortError'
    ? 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
    : message;
}

function describeStatus(status: number, body: string): string {
  const reason = body.trim().slice(0, 300);
  switch (status) {
    case 401:
      return `authentication required: ${reason}`;
    case 403:
      return `authorization failed: ${reason}`;
    case 404:
      return `repository not found: ${reason}`;
    default:
      return `unexpected client error: unexpected requesting status code: ${status}`;
  }
}

/** Reads the packets of an advertisement of refs. */
export function parseRefs(text: string): Map<string, string> {
  const refs = new Map<string, string>();
  let position = 0;
  while (position + 4 <= text.length) {
    const length = parseInt(text.slice(position, position + 4), 16);
    if (Number.isNaN(length)) {
      break;
    }
    const line = text.slice(position + 4, position + Math.max(length, 4));
    position += Math.max(length, 4);
    const match = /^([0-9a-f]{40}) ([^\0\n]+)/.exec(line);
    if (match) {
      refs.set(match[2], match[1]);
    }
  }
  return refs;
}

async function listOverSsh(
  target: SshTarget,
  options: ListRefsOptions,
): Promise<Map<string, string>> {
  const { sshPrivateKey, insecure, knownHosts } = options.credentials ?? {};
  if (!sshPrivateKey) {
    throw refuse(
      'error creating SSH agent: "SSH agent requested but SSH_AUTH_SOCK not-specified"',
    );
  }
  try {
    const text = await readAdvertisement(
      target,
      { sshPrivateKey, insecure, knownHosts },
      {
        timeoutMilliseconds: options.timeoutSeconds * 1_000,
        signal: options.signal,
      },
    );
    return parseRefs(text);
  } catch (error) {
    options.signal?.throwIfAborted();
    const { message } = error as Error;
    throw refuse(
      message.includes('Repository not found')
        ? 'repository not found'
        : message,
    );
  }
}

/** The branches and tags of a repository, by their full names. */
export async function listRefs(
  options: ListRefsOptions,
): Promise<Map<string, string>> {
  const target = parseSshUrl(options.url);
  if (target) {
    return listOverSsh(target, options);
  }
  const address = `${options.url.replace(
    /\/+$/,
    '',
  )}/info/refs?service=git-upload-pack`;
  if (!/^https?:\/\//.test(address)) {
    throw refuse(
      `repository ${options.url} is reached neither by http, https nor ssh, and nothing else is spoken here`,
    );
  }
  const header = authorization(options.credentials);
  const timeout = AbortSignal.timeout(options.timeoutSeconds * 1_000);
  let answer;
  try {
    answer = await httpGet(address, {
      headers: {
        // As the git client of Argo CD says it.
        'user-agent': 'git/1.0',
        ...(header ? { authorization: header } : {}),
      },
      signal: options.signal
        ? AbortSignal.any([options.signal, timeout])
        : timeout,
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    const why = await describeFailure(address, error);
    throw refuse(`Get "${address}": ${why}`);
  }
  if (answer.status !== 200) {
    throw refuse(describeStatus(answer.status, answer.body));
  }
  return parseRefs(answer.body);
}
