import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Push } from './PushPayload.ts';
import { pushSchemas } from './PushPayload.ts';

/** What has come, or why it is refused, in the words of the library that Argo CD reads hooks with. */
export type Delivery =
  | { kind: 'push'; push: Push }
  /** Taken, and about nothing that concerns an Application. */
  | { kind: 'other' }
  | { kind: 'refused'; reason: string };

export interface DeliveryRequest {
  method: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

const refused = (reason: string): Delivery => ({ kind: 'refused', reason });
const notRead = refused(
  'Webhook processing failed: event not defined to be parsed',
);
const wrongMethod = refused('Webhook processing failed: invalid HTTP Method');
const corrupted = refused(
  'Webhook processing failed: The payload is either too large or corrupted. Please check the payload size (must be under 50 MB) and ensure it is valid JSON',
);

/** Reads a delivery of GitLab's or GitHub's, and checks by its secret that it is theirs. */
export function readDelivery(
  request: DeliveryRequest,
  secretOf: (forge: 'gitlab' | 'github') => string | undefined,
): Delivery {
  const { headers, method } = request;
  const event = (name: string) => String(headers[name] ?? '');
  if (event('x-github-event')) {
    return method === 'POST'
      ? readGithub(event('x-github-event'), request, secretOf('github'))
      : wrongMethod;
  }
  if (event('x-gitlab-event')) {
    return method === 'POST'
      ? readGitlab(event('x-gitlab-event'), request, secretOf('gitlab'))
      : wrongMethod;
  }
  return refused('Unknown webhook event');
}

function readGitlab(
  event: string,
  { headers, body }: DeliveryRequest,
  secret: string | undefined,
): Delivery {
  if (secret && !same(secret, String(headers['x-gitlab-token'] ?? ''))) {
    return refused(
      'Webhook processing failed: X-Gitlab-Token validation failed',
    );
  }
  return ['Push Hook', 'Tag Push Hook', 'System Hook'].includes(event)
    ? readPush('gitlab', body)
    : notRead;
}

function readGithub(
  event: string,
  { headers, body }: DeliveryRequest,
  secret: string | undefined,
): Delivery {
  if (event !== 'push' && event !== 'ping') {
    return notRead;
  }
  if (secret) {
    const signature = String(headers['x-hub-signature-256'] ?? '');
    if (!signature) {
      return refused(
        'Webhook processing failed: missing X-Hub-Signature-256 Header',
      );
    }
    const digest = createHmac('sha256', secret).update(body).digest('hex');
    if (!same(`sha256=${digest}`, signature)) {
      return refused('Webhook processing failed: HMAC verification failed');
    }
  }
  return event === 'ping' ? { kind: 'other' } : readPush('github', body);
}

function readPush(forge: 'gitlab' | 'github', body: Buffer): Delivery {
  let payload: unknown;
  try {
    payload = JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) {
      return corrupted;
    }
    throw error;
  }
  const push = pushSchemas[forge].safeParse(payload);
  return push.success ? { kind: 'push', push: push.data } : { kind: 'other' };
}

function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha512').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
