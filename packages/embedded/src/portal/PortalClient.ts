export type Role = 'developer' | 'viewer' | 'platform-owner';

/** An answer of the portal that is not a success, in its own words. */
export class PortalError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Talks to the portal's own API as one of the roles of its sign-in page. */
export class PortalClient {
  readonly url: string;
  readonly role: Role;
  #token?: { value: string; expiresAt: number };

  constructor(url: string, role: Role) {
    this.url = url;
    this.role = role;
  }

  /** @throws PortalError when the answer is not a success. */
  async request(
    path: string,
    init: RequestInit & { json?: unknown } = {},
  ): Promise<Response> {
    const { json, ...rest } = init;
    const response = await fetch(`${this.url}${path}`, {
      signal: AbortSignal.timeout(30_000),
      ...rest,
      headers: {
        Authorization: `Bearer ${await this.#tokenValue()}`,
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...rest.headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    if (!response.ok) {
      throw await asError(path, response);
    }
    return response;
  }

  async json<T>(
    path: string,
    init?: RequestInit & { json?: unknown },
  ): Promise<T> {
    const response = await this.request(path, init);
    return (await response.json()) as T;
  }

  async #tokenValue(): Promise<string> {
    if (!this.#token || Date.now() > this.#token.expiresAt) {
      const path = `/api/auth/${this.role}/refresh`;
      const response = await fetch(`${this.url}${path}`, {
        headers: { 'X-Requested-With': 'XMLHttpRequest' },
        signal: AbortSignal.timeout(30_000),
      });
      if (!response.ok) {
        throw await asError(path, response);
      }
      const session = (await response.json()) as {
        backstageIdentity: { token: string; expiresInSeconds?: number };
      };
      this.#token = {
        value: session.backstageIdentity.token,
        expiresAt:
          Date.now() +
          (session.backstageIdentity.expiresInSeconds ?? 600) * 500,
      };
    }
    return this.#token.value;
  }
}

async function asError(path: string, response: Response): Promise<PortalError> {
  const text = await response.text();
  let message = text;
  try {
    message = JSON.parse(text).error?.message ?? text;
  } catch {
    // Not JSON: the text is all there is to say.
  }
  return new PortalError(
    response.status,
    `${path} answered ${response.status}: ${message.slice(0, 500)}`,
  );
}
