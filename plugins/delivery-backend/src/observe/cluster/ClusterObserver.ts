import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ClusterClients,
  DeliveryConfig,
  resourceKinds,
  WatchEvent,
} from '@slipway/plugin-delivery-node';
import { ObjectRef } from '../parse';
import { ClusterFacts, reduceWatchEvent } from '../reduce';
import { ClusterWatcher, WatchedSource } from './ClusterWatcher';
import { SourceStatus } from './SourceStatus';

const workloads = [
  resourceKinds.rollout,
  resourceKinds.replicaSet,
  resourceKinds.pod,
  resourceKinds.analysisRun,
  resourceKinds.deployment,
] as const;

/** What has changed in the clusters. */
export type ClusterChange =
  | { kind: 'objects'; refs: ObjectRef[] }
  /** A source has come, gone or come back: every service may be concerned. */
  | { kind: 'source' };

/** Watches the Applications of each Argo CD and the workloads of each cluster. */
export class ClusterObserver {
  readonly #options: {
    config: DeliveryConfig;
    clients: ClusterClients;
    logger: LoggerService;
    now: () => Date;
    onChange: (change: ClusterChange) => void;
  };
  #facts = new Map<string, ClusterFacts>();
  #watchers: ClusterWatcher[] = [];

  constructor(options: {
    config: DeliveryConfig;
    clients: ClusterClients;
    logger: LoggerService;
    now: () => Date;
    onChange: (change: ClusterChange) => void;
  }) {
    this.#options = options;
  }

  /** Watches until the signal ends; starts with nothing known. */
  async run(signal: AbortSignal): Promise<void> {
    this.#facts = new Map();
    this.#watchers = this.#sources().map(source => this.#watcher(source));
    try {
      await Promise.all(this.#watchers.map(watcher => watcher.run(signal)));
    } finally {
      this.#watchers = [];
    }
  }

  facts(cluster: string): ClusterFacts {
    let facts = this.#facts.get(cluster);
    if (!facts) {
      facts = new ClusterFacts(cluster);
      this.#facts.set(cluster, facts);
    }
    return facts;
  }

  /** How the watches are doing that say something about these places. */
  statuses(places: {
    /** Clusters and namespaces of Argo CD instances. */
    applications: Array<{ cluster: string; namespace: string }>;
    workloads: string[];
  }): SourceStatus[] {
    return this.#watchers
      .filter(({ source: { client, resource, namespace } }) =>
        resource === resourceKinds.application
          ? places.applications.some(
              place =>
                place.cluster === client.name && place.namespace === namespace,
            )
          : places.workloads.includes(client.name),
      )
      .map(watcher => watcher.status);
  }

  #sources(): WatchedSource[] {
    const { config, clients } = this.#options;
    const places = new Map(
      config.argocd.map(({ cluster, namespace }) => [
        `${cluster}/${namespace}`,
        { cluster, namespace },
      ]),
    );
    const clusters = new Set(config.environments.map(({ cluster }) => cluster));
    return [
      ...[...places.values()].map(({ cluster, namespace }) => ({
        client: clients.get(cluster),
        resource: resourceKinds.application,
        namespace,
      })),
      ...[...clusters].flatMap(cluster =>
        workloads.map(resource => ({
          client: clients.get(cluster),
          resource,
          // Not every cluster has Argo Rollouts.
          optional: resource.apiVersion.startsWith('argoproj.io/'),
        })),
      ),
    ];
  }

  #watcher(source: WatchedSource): ClusterWatcher {
    const { logger, now } = this.#options;
    const watcher: ClusterWatcher = new ClusterWatcher({
      source,
      logger,
      now,
      onEvent: (event, isOtherStanding) =>
        this.#take(watcher, event, isOtherStanding),
    });
    return watcher;
  }

  #take(
    watcher: ClusterWatcher,
    event: WatchEvent,
    isOtherStanding: boolean,
  ): void {
    const { client, resource, namespace } = watcher.source;
    const { changed } = reduceWatchEvent(
      this.facts(client.name),
      client.name,
      resource,
      event,
      { namespace },
    );
    if (event.kind === 'listed' || isOtherStanding) {
      this.#options.onChange({ kind: 'source' });
    } else if (changed.length > 0) {
      this.#options.onChange({ kind: 'objects', refs: changed });
    }
  }
}
