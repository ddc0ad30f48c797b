import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { PullResult } from '../../../sandbox/src/kubelet/control/KubeletContext.ts';
import {
  registryOf,
  type Credentials,
} from '../../../sandbox/src/kubelet/pods/pullCredentials.ts';

/** How long a registry may take to answer, in milliseconds. */
const timeout = 10_000;

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/**
 * Asks the registry of an image for its manifest as a node does: challenge, token, manifest. Nodes
 * speak plain HTTP to a registry on their own machine only.
 */
export async function checkPull(
  image: string,
  credentials?: Credentials,
): Promise<PullResult> {
  const host = registryOf(image);
  const scheme = /^(localhost|127\.\d+\.\d+\.\d+)(:\d+)?$/.test(host)
    ? 'http'
    : 'https';
  const { repository, reference } = splitReference(image, host);
  const url = `${scheme}://${host}/v2/${repository}/manifests/${reference}`;
  const basic = credentials && basicOf(credentials);
  try {
    let answer = await head(url, basic);
    const challenge = readChallenge(answer.headers['www-authenticate']);
    if (answer.statusCode === 401 && challenge) {
      const token = await fetchToken(challenge, repository, basic);
      answer = token ? await head(url, `Bearer ${token}`) : answer;
    }
    return resultOf(answer.statusCode ?? 0);
  } catch {
    // Nobody listens there, or nobody of that name: what a node finds out as well.
    return 'unknown-host';
  }
}

function resultOf(status: number): PullResult {
  if (status === 200) {
    return 'ok';
  }
  return status === 404 ? 'not-found' : 'unauthorized';
}

function splitReference(image: string, host: string) {
  const path = image.startsWith(`${host}/`)
    ? image.slice(host.length + 1)
    : image;
  const digest = path.indexOf('@');
  if (digest >= 0) {
    const repository = path.slice(0, digest).replace(/:[^/:]+$/, '');
    return { repository, reference: path.slice(digest + 1) };
  }
  const [, repository, tag] = /^(.*?)(?::([^/:]+))?$/.exec(path)!;
  return { repository, reference: tag ?? 'latest' };
}

function basicOf({ username, password }: Credentials): string {
  const pair = Buffer.from(`${username}:${password}`).toString('base64');
  return `Basic ${pair}`;
}

function readChallenge(header: string | undefined) {
  const fields = Object.fromEntries(
    [...(header ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [
      key,
      value,
    ]),
  );
  return /^bearer /i.test(header ?? '') && fields.realm
    ? { realm: fields.realm, service: fields.service }
    : undefined;
}

async function fetchToken(
  challenge: { realm: string; service?: string },
  repository: string,
  basic: string | undefined,
): Promise<string | undefined> {
  const url = new URL(challenge.realm);
  url.searchParams.set('scope', `repository:${repository}:pull`);
  if (challenge.service) {
    url.searchParams.set('service', challenge.service);
  }
  const response = await fetch(url, {
    headers: basic ? { authorization: basic } : {},
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
  });
  if (!response.ok) {
    return undefined;
  }
  const body = (await response.json()) as { token?: string };
  return body.token;
}

function head(
  url: string,
  authorization: string | undefined,
): Promise<IncomingMessage> {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const call = send(
      url,
      {
        method: 'HEAD',
        timeout,
        headers: {
          accept: manifestTypes,
          ...(authorization ? { authorization } : {}),
        },
      },
      response => {
        response.resume();
        resolve(response);
      },
    );
    call.on('timeout', () => call.destroy(new Error(`${url} did not answer`)));
    call.on('error', reject);
    call.end();
  });
}
