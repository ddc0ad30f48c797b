import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';

const timeoutMs = 15_000;

interface PortalDeps {
  auth: AuthService;
  discovery: DiscoveryService;
}

interface PortalRequest {
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/** One request to the delivery backend, as the portal or on behalf of a person. */
export async function requestDelivery(
  deps: PortalDeps,
  request: PortalRequest,
): Promise<unknown> {
  const response = await fetchDelivery(deps, request);
  if (!response.ok) {
    throw await explainDelivery(response, request);
  }
  return response.status === 204 ? undefined : response.json();
}

/** The answer, whatever it is; ServiceUnavailableError when there is none. */
export async function fetchDelivery(
  deps: PortalDeps,
  { method, path, body, credentials, signal }: PortalRequest,
): Promise<Response> {
  const base = await deps.discovery.getBaseUrl('delivery');
  const { token } = await deps.auth.getPluginRequestToken({
    onBehalfOf: credentials,
    targetPluginId: 'delivery',
  });
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  } catch (error) {
    signal?.throwIfAborted();
    const { message, cause } = error as Error;
    const reason = timeout.aborted
      ? `no answer within ${timeoutMs / 1000} s`
      : message + (cause instanceof Error ? ` (${cause.message})` : '');
    throw new ServiceUnavailableError(
      `The portal's delivery backend did not answer ${method} ${path}: ${reason}; run the launch again when it does`,
    );
  }
}

/** The error as the backend threw it; one that is not for people says where it comes from. */
export async function explainDelivery(
  response: Response,
  { method, path }: Pick<PortalRequest, 'method' | 'path'>,
): Promise<Error> {
  const error = await ResponseError.fromResponse(response);
  const { message } = error.body.error;
  const where = `The portal's delivery backend answered ${response.status} to ${method} ${path}: ${message}`;
  switch (response.status) {
    case 403:
      return new NotAllowedError(message, error);
    case 404:
      return new NotFoundError(where, error);
    case 409:
      return new ConflictError(message, error);
    case 400:
    case 401:
    case 422:
      return new InputError(where, error);
    default:
      return new ServiceUnavailableError(where, error);
  }
}
