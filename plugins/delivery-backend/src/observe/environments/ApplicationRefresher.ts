import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ArgoCdConfig,
  ClusterClients,
  DeliveryConfig,
  ForgeChange,
  RepositoryReader,
  resourceKinds,
} from '@slipway/plugin-delivery-node';
import { ApplicationFacts, parseObject } from '../parse';
import { WorkQueue } from '../WorkQueue';

const debounceMs = 200;
const longestMs = 15_000;

/**
 * Tells Argo CD to compare with git when something was pushed that an Application is made of.
 * By itself it would notice up to three minutes later.
 */
export class ApplicationRefresher {
  readonly #options: {
    config: DeliveryConfig;
    clients: ClusterClients;
    readers: RepositoryReader[];
    logger: LoggerService;
  };
  readonly #queue: WorkQueue;

  constructor(options: {
    config: DeliveryConfig;
    clients: ClusterClients;
    readers: RepositoryReader[];
    logger: LoggerService;
  }) {
    this.#options = options;
    this.#queue = new WorkQueue({
      work: key => this.#refresh(JSON.parse(key)),
      delayMs: debounceMs,
      concurrency: 2,
      logger: options.logger,
    });
  }

  pushed({ host, project }: ForgeChange): void {
    this.#queue.mark(JSON.stringify({ host, project }));
  }

  async stop(): Promise<void> {
    await this.#queue.stop();
  }

  async #refresh(place: { host: string; project: string }): Promise<void> {
    for (const argocd of this.#options.config.argocd) {
      for (const application of await this.#applicationsOf(argocd, place)) {
        await this.#refreshOne(argocd, application);
      }
    }
  }

  async #applicationsOf(
    { cluster, namespace }: ArgoCdConfig,
    place: { host: string; project: string },
  ): Promise<ApplicationFacts[]> {
    const objects = await this.#options.clients
      .get(cluster)
      .list(resourceKinds.application, {
        namespace,
        signal: AbortSignal.timeout(longestMs),
      });
    return objects.flatMap(object => {
      const facts = parseObject(cluster, object);
      return facts.kind === 'Application' &&
        facts.sources.some(({ repoURL }) => this.#isOf(repoURL, place))
        ? facts
        : [];
    });
  }

  async #refreshOne(
    { cluster, namespace }: ArgoCdConfig,
    application: ApplicationFacts,
  ): Promise<void> {
    const { name } = application.ref;
    const { clients, logger } = this.#options;
    try {
      await clients.get(cluster).mergePatch(
        { resource: resourceKinds.application, namespace, name },
        {
          metadata: {
            annotations: { 'argocd.argoproj.io/refresh': 'normal' },
          },
        },
        { signal: AbortSignal.timeout(longestMs) },
      );
    } catch (error) {
      // Argo CD notices by itself, later; the other Applications must not wait for that.
      logger.warn(
        `The Application ${name} could not be refreshed after a push`,
        error as Error,
      );
    }
  }

  #isOf(repoURL: string, place: { host: string; project: string }): boolean {
    return this.#options.readers.some(reader => {
      const found = reader.locate?.(repoURL);
      return (
        found?.host === place.host &&
        found.project.toLowerCase() === place.project.toLowerCase()
      );
    });
  }
}
