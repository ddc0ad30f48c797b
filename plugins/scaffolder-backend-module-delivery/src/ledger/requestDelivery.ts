import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';

const timeoutMs = 15_000;

/** One request to the delivery backend, as the portal or on behalf of a person. */
export async function requestDelivery(
  deps: { auth: AuthService; discovery: DiscoveryService },
  request: {
    method: 'GET' | 'POST';
    path: string;
    body?: unknown;
    credentials: BackstageCredentials;
    signal?: AbortSignal;
  },
): Promise<unknown> {
  const base = await deps.discovery.getBaseUrl('delivery');
  const { token } = await deps.auth.getPluginRequestToken({
    onBehalfOf: request.credentials,
    targetPluginId: 'delivery',
  });
  const timeout = AbortSignal.timeout(timeoutMs);
  const { method, path, body, signal } = request;
  const response = await fetch(`${base}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  if (!response.ok) {
    throw explain(await ResponseError.fromResponse(response));
  }
  return response.status === 204 ? undefined : response.json();
}

/** The error as the backend threw it. */
function explain(error: ResponseError): Error {
  const { message } = error.body.error;
  switch (error.statusCode) {
    case 403:
      return new NotAllowedError(message, error);
    case 404:
      return new NotFoundError(message, error);
    case 409:
      return new ConflictError(message, error);
    case 429:
    case 502:
    case 503:
    case 504:
      return new ServiceUnavailableError(message, error);
    default:
      return error;
  }
}
