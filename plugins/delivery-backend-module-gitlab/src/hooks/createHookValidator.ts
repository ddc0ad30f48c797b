import { createHash, timingSafeEqual } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { RequestValidator } from '@backstage/plugin-events-node';

/**
 * Lets in the webhooks that carry the secret. Without a secret nobody can tell whose they are, so
 * all are refused.
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
          'Webhooks of GitLab are refused, because delivery.webhook.secret is not set; pipelines are looked at every minute instead',
        );
      }
      context.reject({
        status: 403,
        payload: { message: 'This portal takes no webhooks of GitLab' },
      });
      return;
    }
    const token = request.headers['x-gitlab-token'];
    if (typeof token !== 'string' || !isEqual(token, secret)) {
      context.reject({
        status: 403,
        payload: {
          message: 'X-Gitlab-Token is not the secret that the portal expects',
        },
      });
    }
  };
}

/** Hashes are of one length, so that the time tells neither content nor length. */
function isEqual(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
