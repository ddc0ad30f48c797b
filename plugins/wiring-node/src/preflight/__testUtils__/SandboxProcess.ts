import { ChildProcess, fork } from 'node:child_process';
import { resolve } from 'node:path';

const main = resolve(__dirname, '../../../../../packages/sandbox/src/main.ts');
const tokenOf = (name: string) => `test-${name}-`.padEnd(32, '0');

const everything = ['*'];

/** All that the portal does on a cluster, but for making namespaces. */
const withoutNamespaces = [
  { verbs: everything, groups: ['apps', 'argoproj.io'], resources: everything },
  {
    verbs: everything,
    groups: [''],
    resources: ['pods', 'secrets', 'resourcequotas'],
  },
  { verbs: ['get', 'patch'], groups: [''], resources: ['namespaces'] },
];

interface SandboxCredentials {
  forgeToken: string;
  clusterToken: string;
  githubToken: string;
  githubPullToken: string;
}

/** The embedded sandbox as a process of its own, as an administrator of it sees it. */
export class SandboxProcess {
  readonly url: string;
  readonly credentials: SandboxCredentials;
  /** Further credentials that it lets in. */
  readonly tokens = {
    root: tokenOf('root'),
    readOnly: tokenOf('read-only'),
    ending: tokenOf('ending'),
    clusterAdmin: tokenOf('cluster-admin'),
    withoutNamespaces: tokenOf('without-namespaces'),
    githubWithoutWorkflow: tokenOf('github-without-workflow'),
  };
  readonly #child: ChildProcess;

  private constructor(
    child: ChildProcess,
    ready: {
      url: string;
      credentials: SandboxCredentials;
    },
  ) {
    this.#child = child;
    this.url = ready.url;
    this.credentials = ready.credentials;
  }

  get host(): string {
    return new URL(this.url).host;
  }

  static async start(): Promise<SandboxProcess> {
    const inFiveDays = new Date(Date.now() + 5 * 24 * 3600 * 1000);
    const forgeTokens = [
      { token: tokenOf('root'), username: 'root', scopes: ['api'] },
      {
        token: tokenOf('read-only'),
        username: 'slipway',
        scopes: ['read_api', 'read_registry'],
      },
      {
        token: tokenOf('ending'),
        username: 'slipway',
        scopes: ['api'],
        expiresAt: inFiveDays.toISOString().slice(0, 10),
      },
    ];
    const githubTokens = [
      {
        token: tokenOf('github-without-workflow'),
        username: 'slipway',
        scopes: ['repo', 'read:org'],
      },
    ];
    const clusterTokens = [
      {
        token: tokenOf('cluster-admin'),
        name: 'admin',
        rules: [
          { verbs: everything, groups: everything, resources: everything },
        ],
      },
      {
        token: tokenOf('without-namespaces'),
        name: 'portal',
        rules: withoutNamespaces,
      },
    ];
    const child = fork(main, ['--port', '0', '--pace', '0'], {
      execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        SLIPWAY_SANDBOX_CREDENTIALS: JSON.stringify({
          forgeTokens,
          githubTokens,
          clusterTokens,
        }),
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let errors = '';
    child.stderr!.on('data', chunk => {
      errors += chunk;
    });
    return new Promise((ready, fail) => {
      child.once('message', message =>
        ready(new SandboxProcess(child, message as never)),
      );
      child.once('exit', code =>
        fail(new Error(`The sandbox ended with ${code}: ${errors}`)),
      );
    });
  }

  async stop(): Promise<void> {
    const ended = new Promise(done => this.#child.once('exit', done));
    this.#child.disconnect();
    await ended;
  }

  /** A request to the forge; as the portal's user unless another token is given. */
  async forge(
    method: string,
    path: string,
    body?: unknown,
    token = this.credentials.forgeToken,
  ): Promise<any> {
    return this.#request(method, `/api/v4${path}`, body, {
      'private-token': token,
    });
  }

  /** A request to GitHub's API, as the portal's user. */
  async github(method: string, path: string, body?: unknown): Promise<any> {
    return this.#request(method, `/api/v3${path}`, body, {
      authorization: `token ${this.credentials.githubToken}`,
    });
  }

  /** A request to a cluster as somebody who may do all there. */
  async cluster(
    name: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<any> {
    return this.#request(method, `/clusters/${name}${path}`, body, {
      authorization: `Bearer ${this.tokens.clusterAdmin}`,
      ...(method === 'PATCH' && {
        'content-type': 'application/strategic-merge-patch+json',
      }),
    });
  }

  async fault(rule: Record<string, unknown>): Promise<void> {
    await this.#request('POST', '/_sandbox/faults', rule, {});
  }

  async #request(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<any> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${response.status} to ${method} ${path}: ${text}`);
    }
    return text ? JSON.parse(text) : undefined;
  }
}
