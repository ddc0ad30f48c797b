/**
 * The `delivery` section of the app config, read once by `readDeliveryConfig`.
 *
 * @public
 */
export interface DeliveryConfig {
  /** In the promotion order. */
  environments: EnvironmentConfig[];
  argocd: ArgoCdConfig[];
  /** What is said about a cluster, by its name; clusters without an entry are left out. */
  clusters: Record<string, ClusterFacts>;
  /** Where forges reach the portal for webhooks; `backend.baseUrl` by default. */
  webhookBaseUrl: string;
  /** What forges send along to prove that a webhook is theirs; undefined: hooks are refused. */
  webhookSecret?: string;
}

/** @public */
export interface ClusterFacts {
  /** The cluster's nodes run on this machine, so an address on its loopback is one they reach. */
  reachesLoopback: boolean;
  /** The controllers of Argo do not run as pods of this cluster, so nobody looks for them there. */
  controllersElsewhere?: boolean;
}

/** @public */
export interface EnvironmentConfig {
  /** A DNS label. */
  name: string;
  title: string;
  rank: number;
  /** A cluster of `kubernetes.clusterLocatorMethods`. */
  cluster: string;
  /** The namespace pattern; `{{service}}` and `{{environment}}` stand for the names. */
  namespace: string;
  /** Whether Argo CD syncs by itself or a person does. */
  sync: 'automatic' | 'manual';
}

/** @public */
export interface ArgoCdConfig {
  name: string;
  /** The cluster that it runs in. */
  cluster: string;
  namespace: string;
  /** Its web page, for links. */
  url?: string;
  /** Its `/api/webhook` as forges reach it; below `url` by default. */
  webhookUrl?: string;
  /** How its destinations name a cluster of the config: server URL by cluster name. */
  destinations: Record<string, string>;
}

/**
 * The namespace of a service in an environment.
 *
 * @public
 */
export function environmentNamespace(
  environment: Pick<EnvironmentConfig, 'name' | 'namespace'>,
  service: string,
): string {
  return environment.namespace
    .replace(/\{\{\s*service\s*\}\}/g, service)
    .replace(/\{\{\s*environment\s*\}\}/g, environment.name);
}
