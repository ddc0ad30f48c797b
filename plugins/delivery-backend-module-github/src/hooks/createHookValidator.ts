import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { RequestValidator } from '@backstage/plugin-events-node';

/**
 * Lets in the webhooks that are signed with the secret. Without a secret nobody can tell whose they
 * are, so all are refused.
 */
export function createHookValidator(options: {
  secret: string | undefined;
  logger: LoggerService;
}): RequestValidator {
  const { secret, logger } = options;
  let hasSaidSo = false;
  return async (request, context) => {
    if (!secret) {
      if (!hasSaidSo) {
        hasSaidSo = true;
        logger.warn(
          'Webhooks of GitHub are refused, because delivery.webhook.secret is not set; pipelines are looked at every minute instead',
        );
      }
      context.reject({
        status: 403,
        payload: { message: 'This portal takes no webhooks of GitHub' },
      });
      return;
    }
    const signature = request.headers['x-hub-signature-256'];
    if (
      typeof signature !== 'string' ||
      !isEqual(signature, signatureOf(request.raw.body, secret))
    ) {
      context.reject({
        status: 403,
        payload: {
          message:
            'X-Hub-Signature-256 is not made with the secret that the portal expects',
        },
      });
    }
  };
}

/** GitHub signs the bytes that it sends, so what was parsed and written again would not do. */
function signatureOf(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Hashes are of one length, so that the time tells neither content nor length. */
function isEqual(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
