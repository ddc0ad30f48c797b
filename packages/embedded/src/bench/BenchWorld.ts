import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How the benchmark names itself, so that the sandbox does not count it as a portal. */
export const benchClient = 'slipway-bench';

export interface BenchCredentials {
  forgeToken: string;
  githubToken: string;
  clusterToken: string;
  argocdPassword: string;
}

export interface Answer {
  status: number;
  // The systems' answers are open; each look takes the fields that it is about.
  body: any;
}

/** Looks at the sandbox from the outside, with its own credentials and under its own name. */
export class BenchWorld {
  readonly url: string;
  readonly credentials: BenchCredentials;

  constructor(url: string, credentials: BenchCredentials) {
    this.url = url;
    this.credentials = credentials;
  }

  static async open(url: string, stateFolder: string): Promise<BenchWorld> {
    const file = join(stateFolder, 'credentials.json');
    return new BenchWorld(url, JSON.parse(await readFile(file, 'utf8')));
  }

  gitlab(path: string): Promise<Answer> {
    const { forgeToken } = this.credentials;
    return this.get(`/api/v4${path}`, { 'private-token': forgeToken });
  }

  cluster(path: string): Promise<Answer> {
    const { clusterToken } = this.credentials;
    return this.get(`/clusters/sandbox${path}`, {
      authorization: `Bearer ${clusterToken}`,
    });
  }

  async get(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.#send('GET', path, { headers });
  }

  async argocdToken(): Promise<string> {
    const { status, body } = await this.#send(
      'POST',
      '/argocd/api/v1/session',
      {
        body: JSON.stringify({
          username: 'admin',
          password: this.credentials.argocdPassword,
        }),
      },
    );
    if (status !== 200) {
      throw new Error(`Argo CD did not let the benchmark in: ${status}`);
    }
    return body.token;
  }

  /** Every answer comes this much later from now on. */
  async delayAnswers(milliseconds: number): Promise<void> {
    const { status } = await this.#send('POST', '/_sandbox/faults', {
      body: JSON.stringify({ effect: 'latency', milliseconds }),
    });
    if (status !== 201) {
      throw new Error(`The sandbox did not take the latency: ${status}`);
    }
  }

  async #send(
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: string },
  ): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      body: init.body,
      signal: AbortSignal.timeout(30_000),
      headers: {
        'user-agent': benchClient,
        ...(init.body ? { 'content-type': 'application/json' } : {}),
        ...init.headers,
      },
    });
    const text = await response.text();
    return { status: response.status, body: parseOrKeep(text) };
  }
}

function parseOrKeep(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not every answer is JSON; then it is kept as it came.
    return text;
  }
}

/** The files under a folder that hold one of these values. */
export async function filesWith(
  folder: string,
  values: string[],
): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const found: string[] = [];
  for (const entry of entries.filter(each => each.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const content = await readFile(file);
    if (values.some(value => content.includes(value))) {
      found.push(file);
    }
  }
  return found;
}
