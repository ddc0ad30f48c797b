/** Works on the registry as somebody with a token of the forge does. */
export class RegistryDesk {
  #url: string;
  #credentials: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#credentials = Buffer.from(`oauth2:${token}`).toString('base64');
  }

  /** Puts the image of one tag under another. */
  async retag(repository: string, from: string, to: string): Promise<void> {
    const authorization = `Bearer ${await this.#token(repository)}`;
    const manifest = await fetch(
      `${this.#url}/v2/${repository}/manifests/${from}`,
      {
        headers: {
          authorization,
          accept:
            'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json',
        },
      },
    );
    await must(manifest);
    await must(
      await fetch(`${this.#url}/v2/${repository}/manifests/${to}`, {
        method: 'PUT',
        headers: {
          authorization,
          'content-type': manifest.headers.get('content-type') ?? '',
        },
        body: await manifest.text(),
      }),
    );
  }

  async #token(repository: string): Promise<string> {
    const query = new URLSearchParams({
      service: 'container_registry',
      scope: `repository:${repository}:pull,push`,
    });
    const response = await fetch(`${this.#url}/jwt/auth?${query}`, {
      headers: { authorization: `Basic ${this.#credentials}` },
    });
    await must(response);
    return ((await response.json()) as { token: string }).token;
  }
}

async function must(response: Response): Promise<void> {
  if (!response.ok) {
    throw new Error(
      `${response.url} answered ${response.status}: ${await response.text()}`,
    );
  }
}
