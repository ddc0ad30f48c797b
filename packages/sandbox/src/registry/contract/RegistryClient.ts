import { digestOf } from '../digests.ts';
import { mediaTypes } from '../readManifest.ts';

export interface CallOptions {
  /** Whose token it is; `pusher` unless told. */
  as?: string;
  /** What the token is asked for; all there is of the repository unless told. */
  scope?: string;
  body?: Buffer | string;
  headers?: Record<string, string>;
}

/** An image as it was pushed. */
export interface PushedImage {
  manifest: Buffer;
  digest: string;
  layer: string;
}

/** Talks to a registry as the clients of one do: a token first, then the request with it. */
export class RegistryClient {
  /** `http://127.0.0.1:5000` */
  readonly url: string;
  /** Where tokens come from. */
  readonly realm: string;

  constructor(options: { url: string; realm: string }) {
    this.url = options.url;
    this.realm = options.realm;
  }

  token(
    scope: string | undefined,
    user?: string,
    password = 'right',
  ): Promise<Response> {
    const query = new URLSearchParams({ service: 'container_registry' });
    if (scope) {
      query.set('scope', scope);
    }
    const basic = Buffer.from(`${user}:${password}`).toString('base64');
    return fetch(`${this.realm}?${query}`, {
      headers: user ? { authorization: `Basic ${basic}` } : {},
    });
  }

  /** With a token for the scope. A location that the registry gave may be asked for as it is. */
  async call(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<Response> {
    const target = new URL(path, this.url);
    const name = /^\/v2\/(.+?)\/(?:manifests|blobs|tags)\//.exec(
      target.pathname,
    )?.[1];
    const scope = options.scope ?? `repository:${name}:pull,push,delete`;
    const answer = await this.token(scope, options.as ?? 'pusher');
    const { token } = (await answer.json()) as { token: string };
    return fetch(target, {
      method,
      headers: { authorization: `Bearer ${token}`, ...options.headers },
      body: options.body,
      redirect: 'manual',
    });
  }

  async pushBlob(repository: string, bytes: Buffer): Promise<string> {
    const digest = digestOf(bytes);
    const start = await this.call('POST', `/v2/${repository}/blobs/uploads/`);
    const location = new URL(start.headers.get('location')!, this.url);
    location.searchParams.set('digest', digest);
    await this.call('PUT', location.href, { body: bytes });
    return digest;
  }

  /** An image of one layer, whose content is told by the tag. */
  async pushImage(repository: string, tag: string): Promise<PushedImage> {
    const config = Buffer.from(JSON.stringify({ tag }));
    const content = Buffer.from(`layer of ${tag}`);
    const layer = await this.pushBlob(repository, content);
    const manifest = Buffer.from(
      JSON.stringify(
        {
          schemaVersion: 2,
          mediaType: mediaTypes.ociManifest,
          config: {
            mediaType: 'application/vnd.oci.image.config.v1+json',
            digest: await this.pushBlob(repository, config),
            size: config.length,
          },
          layers: [
            {
              mediaType: 'application/vnd.oci.image.layer.v1.tar',
              digest: layer,
              size: content.length,
            },
          ],
        },
        // Spaces and all: the digest is of the bytes as they came.
        undefined,
        3,
      ),
    );
    const answer = await this.call(
      'PUT',
      `/v2/${repository}/manifests/${tag}`,
      {
        body: manifest,
        headers: { 'content-type': mediaTypes.ociManifest },
      },
    );
    if (answer.status !== 201) {
      throw new Error(
        `${repository}:${tag} was refused with ${
          answer.status
        }: ${await answer.text()}`,
      );
    }
    return { manifest, digest: digestOf(manifest), layer };
  }
}
