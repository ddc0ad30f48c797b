import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * Reads single files of a GitOps repository, to tell what git asks for before it is deployed.
 *
 * @public
 */
export interface RepositoryReader {
  /** Whether this reader serves the repository URL of an Application. */
  serves(repoURL: string): boolean;
  /** The text of a file at a commit; undefined when there is none. */
  readFile(options: {
    repoURL: string;
    path: string;
    revision: string;
    signal: AbortSignal;
  }): Promise<string | undefined>;
  /** The project behind a repository URL, as the webhooks of its forge name it. */
  locate?(repoURL: string): { host: string; project: string } | undefined;
  /** The page of a commit. */
  commitUrl(repoURL: string, sha: string): string | undefined;
}

/** @public */
export interface RepositoryReadersExtensionPoint {
  addRepositoryReader(reader: RepositoryReader): void;
}

/** @public */
export const repositoryReadersExtensionPoint =
  createExtensionPoint<RepositoryReadersExtensionPoint>({
    id: 'delivery.repository-readers',
  });
