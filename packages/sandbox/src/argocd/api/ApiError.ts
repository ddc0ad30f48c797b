import { KubernetesApiError } from '../../world/seams.ts';

/** The codes of gRPC that Argo CD answers with, and the HTTP status of each. */
const statuses = {
  2: 500,
  3: 400,
  5: 404,
  6: 409,
  7: 403,
  9: 400,
  13: 500,
  16: 401,
} as const;

export const unknown = 2;
export const invalidArgument = 3;
export const notFound = 5;
export const alreadyExists = 6;
export const permissionDenied = 7;
export const failedPrecondition = 9;
export const internal = 13;
export const unauthenticated = 16;

export type ApiCode = keyof typeof statuses;

/** An error as Argo CD's API words it. */
export class ApiError extends Error {
  readonly code: ApiCode;

  constructor(code: ApiCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ApiError';
    this.code = code;
  }

  get status(): number {
    return statuses[this.code];
  }

  /** What its gateway answers. */
  get body() {
    const { code, message } = this;
    return { error: message, code, message };
  }
}

/** What the cluster has refused, as Argo CD passes it on. */
export function fromCluster(error: KubernetesApiError): ApiError {
  const codes: Record<string, ApiCode> = {
    NotFound: notFound,
    AlreadyExists: alreadyExists,
    Invalid: invalidArgument,
    BadRequest: invalidArgument,
    Forbidden: permissionDenied,
    Conflict: invalidArgument,
  };
  return new ApiError(codes[error.reason] ?? internal, error.message, {
    cause: error,
  });
}
