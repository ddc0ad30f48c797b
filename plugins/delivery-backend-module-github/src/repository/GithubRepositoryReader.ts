import { isError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { RepositoryReader } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { ConnectGithub, repositoryPath } from '../github';
import { locateRepository } from './locateRepository';

const fileSchema = z.object({
  type: z.literal('file'),
  encoding: z.literal('base64'),
  content: z.string(),
});

/** Reads files of GitHub repositories through the API, with the integration's credentials. */
export class GithubRepositoryReader implements RepositoryReader {
  readonly #integrations: ScmIntegrationRegistry;
  readonly #connect: ConnectGithub;

  constructor(options: {
    integrations: ScmIntegrationRegistry;
    connect: ConnectGithub;
  }) {
    this.#integrations = options.integrations;
    this.#connect = options.connect;
  }

  locate(repoURL: string): { host: string; project: string } | undefined {
    const place = this.#locate(repoURL);
    return place && { host: place.host, project: place.project };
  }

  serves(repoURL: string): boolean {
    return this.#locate(repoURL) !== undefined;
  }

  async readFile(options: {
    repoURL: string;
    path: string;
    revision: string;
    signal: AbortSignal;
  }): Promise<string | undefined> {
    const { path, revision, signal } = options;
    const place = this.#locate(options.repoURL);
    // A path that leads out of the repository would ask the API for something else.
    if (!place || path.split('/').includes('..')) {
      return undefined;
    }
    try {
      const { body } = await this.#connect(place).request({
        method: 'GET',
        path: `${repositoryPath(place.project)}/contents/${path
          .split('/')
          .map(encodeURIComponent)
          .join('/')}`,
        query: { ref: revision },
        signal,
      });
      const file = fileSchema.safeParse(body);
      return file.success
        ? Buffer.from(file.data.content, 'base64').toString('utf8')
        : undefined;
    } catch (error) {
      if (isError(error) && error.name === 'NotFoundError') {
        return undefined;
      }
      throw error;
    }
  }

  commitUrl(repoURL: string, sha: string): string | undefined {
    const place = this.#locate(repoURL);
    return place && `${place.webUrl}/commit/${sha}`;
  }

  #locate(repoURL: string) {
    return locateRepository(
      repoURL,
      this.#integrations.github.list().map(({ config }) => config),
    );
  }
}
