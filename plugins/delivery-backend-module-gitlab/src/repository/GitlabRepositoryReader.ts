import { isError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  createGitlabTransport,
  RepositoryReader,
} from '@slipway/plugin-delivery-node';
import { locateRepository } from './locateRepository';

/** Reads files of GitLab repositories through the API, with the integration's token. */
export class GitlabRepositoryReader implements RepositoryReader {
  readonly #integrations: ScmIntegrationRegistry;

  constructor(integrations: ScmIntegrationRegistry) {
    this.#integrations = integrations;
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
    if (!place) {
      return undefined;
    }
    const project = encodeURIComponent(place.project);
    try {
      const { body } = await createGitlabTransport({
        integrations: this.#integrations,
        host: place.host,
      }).request({
        method: 'GET',
        path: `/projects/${project}/repository/files/${encodeURIComponent(
          path,
        )}/raw`,
        query: { ref: revision },
        headers: { accept: 'text/plain' },
        signal,
      });
      return typeof body === 'string' ? body : undefined;
    } catch (error) {
      if (isError(error) && error.name === 'NotFoundError') {
        return undefined;
      }
      throw error;
    }
  }

  commitUrl(repoURL: string, sha: string): string | undefined {
    const place = this.#locate(repoURL);
    return place && `${place.baseUrl}/${place.project}/-/commit/${sha}`;
  }

  #locate(repoURL: string) {
    return locateRepository(
      repoURL,
      this.#integrations.gitlab.list().map(({ config }) => config),
    );
  }
}
