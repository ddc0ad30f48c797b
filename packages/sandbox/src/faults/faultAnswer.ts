/** The reasons by which the Kubernetes API calls a status. */
const kubernetesReasons: Record<number, [reason: string, message: string]> = {
  401: ['Unauthorized', 'Unauthorized'],
  403: ['Forbidden', 'forbidden: the sandbox was asked to refuse this'],
  404: ['NotFound', 'the server could not find the requested resource'],
  409: ['Conflict', 'the server reported a conflict'],
  422: ['Invalid', 'the sandbox was asked to find this invalid'],
  410: ['Expired', 'The resourceVersion for the provided watch is too old.'],
  429: [
    'TooManyRequests',
    'The apiserver is currently overloaded, please try again later.',
  ],
  500: ['InternalError', 'Internal error occurred: asked for by a fault'],
  503: [
    'ServiceUnavailable',
    'the server is currently unable to handle the request',
  ],
  504: [
    'Timeout',
    'Timeout: request did not complete within the allotted time',
  ],
};

const gitlabMessages: Record<number, string> = {
  401: '401 Unauthorized',
  403: '403 Forbidden',
  404: '404 Not found',
  409: '409 Conflict',
  422: '422 Unprocessable Entity',
  500: '500 Internal Server Error',
  502: '502 Bad Gateway',
  503: '503 Service Unavailable',
  504: '504 Gateway Timeout',
};

const githubMessages: Record<number, string> = {
  401: 'Bad credentials',
  403: 'Resource not accessible by personal access token',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Validation Failed',
  500: 'Server Error',
  502: 'Server Error',
  503: 'Service Unavailable',
};

/** What GitHub says to who asks for too much in too short a time, with 403 or with 429. */
const secondaryLimit =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

const registryCodes: Record<number, string> = {
  401: 'UNAUTHORIZED',
  403: 'DENIED',
  404: 'NAME_UNKNOWN',
  429: 'TOOMANYREQUESTS',
};

const portalErrors: Record<number, string> = {
  401: 'AuthenticationError',
  403: 'NotAllowedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  503: 'ServiceUnavailableError',
};

/** The body with which a Backstage, in front of which the faults may stand too, says a status. */
function portalError(status: number, own = 'asked for by a fault'): unknown {
  const name = portalErrors[status] ?? 'Error';
  return { error: { name, message: own }, response: { statusCode: status } };
}

/** The answer that the part of the sandbox under this path would give with this status. */
export function faultAnswer(
  path: string,
  status: number,
  options: { retryAfterSeconds?: number; message?: string } = {},
): { body: unknown; headers: Record<string, string> } {
  const { retryAfterSeconds, message: own } = options;
  const headers: Record<string, string> =
    retryAfterSeconds === undefined
      ? {}
      : { 'retry-after': String(retryAfterSeconds) };
  if (path.startsWith('/clusters/')) {
    const [reason, message] = kubernetesReasons[status] ?? [
      'InternalError',
      `status ${status}: asked for by a fault`,
    ];
    return {
      headers,
      body: {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: own ?? message,
        reason,
        ...(retryAfterSeconds === undefined
          ? {}
          : { details: { retryAfterSeconds } }),
        code: status,
      },
    };
  }
  if (/^\/api\/(?!v\d)/.test(path)) {
    return { headers, body: portalError(status, own) };
  }
  if (path.startsWith('/v2')) {
    return {
      headers,
      body: {
        errors: [
          {
            code: registryCodes[status] ?? 'UNKNOWN',
            message: own ?? 'asked for by a fault',
          },
        ],
      },
    };
  }
  if (path.startsWith('/api/v3')) {
    const isLimit =
      status === 429 || (status === 403 && retryAfterSeconds !== undefined);
    return {
      headers,
      body: {
        message:
          own ??
          (isLimit ? secondaryLimit : githubMessages[status] ?? 'Server Error'),
        documentation_url: isLimit
          ? 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits'
          : 'https://docs.github.com/rest',
        status: String(status),
      },
    };
  }
  if (status === 429) {
    return {
      headers: { ...headers, 'ratelimit-remaining': '0' },
      body: {
        message: { error: 'Too many requests. Please try again later.' },
      },
    };
  }
  return {
    headers,
    body: { message: own ?? gitlabMessages[status] ?? `${status} Error` },
  };
}
