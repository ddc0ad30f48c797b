import type { Application, ApplicationSource } from '../model/Application.ts';
import { isMultiSource } from '../model/Application.ts';
import type { Manifest } from '../model/Manifest.ts';
import { renderSource, type SourceType } from '../render/renderSource.ts';
import type { RenderingTools } from '../tools/findTools.ts';
import type { GitCache } from './GitCache.ts';
import { listRefs } from './listRefs.ts';
import type { RepositoryCredentials } from './repositoryCredentials.ts';
import { resolveRevision } from './resolveRevision.ts';
import { SourceError } from './SourceError.ts';

export interface RenderedSource {
  revision: string;
  type: SourceType;
  manifests: Manifest[];
}

export interface SourceRendererOptions {
  cache: GitCache;
  tools: RenderingTools;
  timeoutSeconds: number;
  /** How long it is remembered where branches point to. */
  rememberSeconds: number;
  now(): Date;
  /** Looks up what opens a repository for an Application's project. */
  credentials(url: string, project: string): RepositoryCredentials | undefined;
}

export interface RenderSourcesOptions {
  /** Reads the branches anew, even if they have been read a moment ago. */
  anew: boolean;
  /** Renders again what has been rendered before. */
  noCache: boolean;
  signal: AbortSignal;
}

const REMEMBERED = 500;

/** Manifests of sources: from the repository, through the real tools, remembered by commit. */
export class SourceRenderer {
  #options: SourceRendererOptions;
  #rendered = new Map<string, RenderedSource>();
  #refs = new Map<string, { refs: Map<string, string>; until: number }>();

  constructor(options: SourceRendererOptions) {
    this.#options = options;
  }

  /** Renders the sources of an Application at these revisions, in their order. */
  async render(
    application: Application,
    sources: ApplicationSource[],
    revisions: Array<string | undefined>,
    options: RenderSourcesOptions,
  ): Promise<RenderedSource[]> {
    const results: RenderedSource[] = [];
    const last = sources.length;
    for (const [index, source] of sources.entries()) {
      if (source.ref && !source.path && !source.chart) {
        continue;
      }
      try {
        results.push(
          await this.#renderOne(
            application,
            source,
            revisions[index] ?? source.targetRevision,
            options,
          ),
        );
      } catch (error) {
        if (!(error instanceof SourceError)) {
          throw error;
        }
        throw new SourceError(
          `failed to generate manifest for source ${
            index + 1
          } of ${last}: rpc error: code = Unknown desc = ${error.message}`,
          { cause: error },
        );
      }
    }
    return results;
  }

  async #renderOne(
    application: Application,
    source: ApplicationSource,
    revision: string | undefined,
    { anew, noCache, signal }: RenderSourcesOptions,
  ): Promise<RenderedSource> {
    if (source.chart) {
      throw new SourceError(
        `the chart ${source.chart} would come from a Helm repository, and only git is spoken here`,
      );
    }
    const { timeoutSeconds, credentials, cache, tools } = this.#options;
    const { name } = application.metadata;
    const url = source.repoURL;
    const opener = credentials(url, application.spec.project);
    const isCommit = /^[0-9a-f]{40}$/.test(revision ?? '');
    const commit = isCommit
      ? revision!
      : resolveRevision(
          await this.#listRefs(url, opener, anew, signal),
          revision,
        );
    const namespace = application.spec.destination.namespace ?? '';
    const key = JSON.stringify([name, namespace, source, commit]);
    const known = this.#rendered.get(key);
    if (known && !noCache && !isMultiSource(application)) {
      return known;
    }
    const rendered = await cache.withCheckout(
      { url, commit, credentials: opener, signal },
      async root => {
        const references = await this.#references(application, root, url);
        return renderSource({
          root,
          source,
          application: name,
          namespace,
          tools,
          timeoutSeconds,
          references,
          signal,
        });
      },
    );
    const result = { ...rendered, revision: commit };
    this.#remember(key, result);
    return result;
  }

  async #listRefs(
    url: string,
    credentials: RepositoryCredentials | undefined,
    anew: boolean,
    signal: AbortSignal,
  ): Promise<Map<string, string>> {
    const { timeoutSeconds, rememberSeconds, now } = this.#options;
    const known = this.#refs.get(url);
    if (known && !anew && now().getTime() < known.until) {
      return known.refs;
    }
    const refs = await listRefs({ url, credentials, timeoutSeconds, signal });
    const until = now().getTime() + rememberSeconds * 1_000;
    this.#refs.set(url, { refs, until });
    return refs;
  }

  /** Value files of other sources, as far as those are of the same repository. */
  async #references(
    application: Application,
    root: string,
    url: string,
  ): Promise<Record<string, string>> {
    return Object.fromEntries(
      (application.spec.sources ?? [])
        .filter(source => source.ref && source.repoURL === url)
        .map(source => [source.ref!, root]),
    );
  }

  #remember(key: string, result: RenderedSource): void {
    this.#rendered.delete(key);
    this.#rendered.set(key, result);
    if (this.#rendered.size > REMEMBERED) {
      const [oldest] = this.#rendered.keys();
      this.#rendered.delete(oldest);
    }
  }
}
