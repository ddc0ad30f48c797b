import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
  };
  [field: string]: unknown;
}

/** Applies manifests to a lab's API server, which signs its certificate itself. */
export class KubeApi {
  #base: string;
  #token: string;
  #agent = new Agent({ rejectUnauthorized: false, keepAlive: true });
  #plurals = new Map<string, { plural: string; namespaced: boolean }>();

  constructor(port: number, token: string) {
    this.#base = `https://127.0.0.1:${port}`;
    this.#token = token;
  }

  /** Server-side apply; too large an object for the client's kind is no matter. */
  async apply(manifest: Manifest, namespace?: string): Promise<void> {
    const path = await this.#path(manifest, namespace);
    const { status, body } = await this.send(
      'PATCH',
      `${path}?fieldManager=slipway-lab&force=true`,
      JSON.stringify(manifest),
      'application/apply-patch+yaml',
    );
    if (status >= 300) {
      throw new Error(
        `${manifest.kind} ${
          manifest.metadata.name
        } was refused with ${status}: ${body.slice(0, 500)}`,
      );
    }
  }

  send(
    method: string,
    path: string,
    body?: string,
    contentType = 'application/json',
  ): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const call = request(
        `${this.#base}${path}`,
        {
          method,
          agent: this.#agent,
          timeout: 30_000,
          headers: {
            Authorization: `Bearer ${this.#token}`,
            ...(body === undefined
              ? {}
              : {
                  'Content-Type': contentType,
                  'Content-Length': Buffer.byteLength(body),
                }),
          },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      call.on('timeout', () =>
        call.destroy(new Error(`${method} ${path} did not answer in 30 s`)),
      );
      call.on('error', reject);
      call.end(body);
    });
  }

  /** An answer that goes on, such as a watch. */
  stream(path: string, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const call = request(
        `${this.#base}${path}`,
        {
          signal,
          // Of its own: it would hold one of the others' connections for good.
          agent: false,
          rejectUnauthorized: false,
          headers: { Authorization: `Bearer ${this.#token}` },
        },
        resolve,
      );
      call.on('error', reject);
      call.end();
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  async #path(manifest: Manifest, namespace?: string): Promise<string> {
    const { apiVersion, kind, metadata } = manifest;
    const root = apiVersion.includes('/')
      ? `/apis/${apiVersion}`
      : `/api/${apiVersion}`;
    const { plural, namespaced } = await this.#resource(root, kind);
    const scope = namespaced
      ? `/namespaces/${metadata.namespace ?? namespace ?? 'default'}`
      : '';
    return `${root}${scope}/${plural}/${metadata.name}`;
  }

  async #resource(root: string, kind: string) {
    const key = `${root} ${kind}`;
    const known = this.#plurals.get(key);
    if (known) {
      return known;
    }
    const { body } = await this.send('GET', root);
    const found = (
      JSON.parse(body) as {
        resources?: Array<{ name: string; kind: string; namespaced: boolean }>;
      }
    ).resources?.find(
      resource => resource.kind === kind && !resource.name.includes('/'),
    );
    if (!found) {
      throw new Error(`The API server does not serve ${kind} in ${root} yet.`);
    }
    const resource = { plural: found.name, namespaced: found.namespaced };
    this.#plurals.set(key, resource);
    return resource;
  }
}
