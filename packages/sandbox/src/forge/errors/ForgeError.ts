/** An answer other than success, thrown by whoever finds the reason and sent by the router. */
export class ForgeError extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
  ) {
    super(`${status} ${JSON.stringify(body)}`);
    this.name = 'ForgeError';
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}
