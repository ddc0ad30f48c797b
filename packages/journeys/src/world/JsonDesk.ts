import type { World } from './World.ts';

/** Asks an API of the sandbox what no page shows, and changes behind the portal's back. */
export class JsonDesk {
  #url: string;
  #headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string>) {
    this.#url = url;
    this.#headers = headers;
  }

  async request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        ...this.#headers,
        ...(body !== undefined && {
          'Content-Type':
            method === 'PATCH'
              ? 'application/merge-patch+json'
              : 'application/json',
        }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    }
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

/** GitLab, with the portal's own token. */
export function gitlabDesk({ portal }: World): JsonDesk {
  return new JsonDesk(`${portal.sandboxUrl}/api/v4`, {
    'PRIVATE-TOKEN': portal.environment.SLIPWAY_FORGE_TOKEN,
  });
}

/** GitHub, with the portal's own token. */
export function githubDesk({ portal }: World): JsonDesk {
  return new JsonDesk(`${portal.environment.SLIPWAY_GITHUB_URL}/api/v3`, {
    Authorization: `Bearer ${portal.environment.SLIPWAY_GITHUB_TOKEN}`,
  });
}

/** The cluster in which services run, with the portal's own token. */
export function clusterDesk({ portal }: World): JsonDesk {
  return new JsonDesk(`${portal.sandboxUrl}/clusters/sandbox`, {
    Authorization: `Bearer ${portal.environment.SLIPWAY_CLUSTER_TOKEN}`,
  });
}
