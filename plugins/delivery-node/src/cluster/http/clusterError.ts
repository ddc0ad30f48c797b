import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { z } from 'zod';

/** A resourceVersion or a continue token is too old: what it was the base of must be read anew. */
export class GoneError extends ServiceUnavailableError {}

const statusSchema = z.object({ message: z.string().min(1) });

/** What the API said, from a `Status` object or from a proxy's plain text. */
export function apiMessage(body: string): string {
  try {
    const status = statusSchema.safeParse(JSON.parse(body));
    if (status.success) {
      return status.data.message;
    }
  } catch {
    // Not JSON: a proxy in front of the API answered, and its text is all there is.
  }
  const text = body.replace(/\s+/g, ' ').trim();
  return text ? text.slice(0, 300) : 'no message';
}

/** The error for an answer of the Kubernetes API; its words are kept. */
export function clusterError(options: {
  cluster: string;
  /** Such as `PATCH rollouts/payments in payments-dev`. */
  request: string;
  status: number;
  body: string;
  retryAfterSeconds?: number;
}): Error {
  const { cluster, request, status, body, retryAfterSeconds } = options;
  const text = `The cluster ${cluster} answered ${status} to ${request}: ${apiMessage(
    body,
  )}`;
  switch (status) {
    case 400:
    case 405:
    case 413:
    case 415:
    case 422:
      return new InputError(text);
    case 401:
      return new AuthenticationError(
        `${text}; check the serviceAccountToken of this cluster`,
      );
    case 403:
      return new NotAllowedError(text);
    case 404:
      return new NotFoundError(text);
    case 409:
      return new ConflictError(text);
    case 410:
      return new GoneError(text);
    default:
      return Object.assign(new ServiceUnavailableError(text), {
        retryAfterSeconds,
      });
  }
}
