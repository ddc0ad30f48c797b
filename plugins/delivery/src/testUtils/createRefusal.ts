import { ResponseError } from '@backstage/errors';

const names: Record<number, string> = {
  403: 'NotAllowedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  503: 'ServiceUnavailableError',
};

/**
 * A refusal as the backend sends it.
 *
 * @public
 */
export function createRefusal(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Promise<ResponseError> {
  const error = { name: names[status] ?? 'Error', message };
  return ResponseError.fromResponse({
    ok: false,
    redirected: false,
    type: 'basic',
    url: 'http://localhost/api/delivery',
    status,
    statusText: error.name,
    headers: new Headers({ 'content-type': 'application/json', ...headers }),
    text: async () =>
      JSON.stringify({ error, response: { statusCode: status } }),
  });
}
