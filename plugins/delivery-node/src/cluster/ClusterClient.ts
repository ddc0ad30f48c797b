import { JsonObject } from '@backstage/types';

/**
 * A Kubernetes object as the API gives it: timestamps are strings, nothing is converted.
 *
 * @public
 */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    generation?: number;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: Array<{
      apiVersion: string;
      kind: string;
      name: string;
      uid: string;
      controller?: boolean;
    }>;
    finalizers?: string[];
    [key: string]: unknown;
  };
  [key: string]: unknown;
}

/**
 * A kind of object and where the API serves it.
 *
 * @public
 */
export interface ResourceKind {
  /** `v1`, `apps/v1`, `argoproj.io/v1alpha1`. */
  apiVersion: string;
  kind: string;
  /** The lower-case plural in the URL. */
  plural: string;
  namespaced: boolean;
}

/** @public */
export interface ObjectReference {
  resource: ResourceKind;
  namespace?: string;
  name: string;
}

/**
 * What a watch says, in order. After `synced` every object that exists has been told.
 *
 * @public
 */
export type WatchEvent =
  /** The whole of what exists now: what is not in it is gone. Sent first, and after each relist. */
  | { kind: 'listed'; objects: KubernetesObject[] }
  | { kind: 'changed'; object: KubernetesObject }
  | { kind: 'deleted'; object: KubernetesObject }
  /** The watch is up; sent after `listed`, after each reconnect and with each bookmark. */
  | { kind: 'alive' }
  /** The source cannot be reached; the watch goes on trying, with growing pauses. */
  | { kind: 'failed'; error: Error };

/**
 * One cluster. Every call has a timeout and obeys the signal; errors are those of
 * `@backstage/errors`: NotFoundError (404), ConflictError (409), NotAllowedError (403),
 * AuthenticationError (401), InputError (400, 422), ServiceUnavailableError (the cluster cannot be
 * reached, or 5xx, or 429 after the retries that Retry-After asked for).
 *
 * @public
 */
export interface ClusterClient {
  readonly name: string;
  get(
    ref: ObjectReference,
    options?: { signal?: AbortSignal },
  ): Promise<KubernetesObject>;
  list(
    resource: ResourceKind,
    options?: {
      namespace?: string;
      labelSelector?: string;
      signal?: AbortSignal;
    },
  ): Promise<KubernetesObject[]>;
  /** Server-side apply under Slipway's field manager. `force` takes over fields of others. */
  apply(
    object: KubernetesObject,
    resource: ResourceKind,
    options?: { force?: boolean; dryRun?: boolean; signal?: AbortSignal },
  ): Promise<KubernetesObject>;
  /**
   * JSON merge patch. With `metadata.resourceVersion` in the patch the API answers 409 when the
   * object has changed since. `subresource: 'status'` falls back to the object itself where the
   * kind has no status subresource.
   */
  mergePatch(
    ref: ObjectReference,
    patch: JsonObject,
    options?: { subresource?: 'status'; signal?: AbortSignal },
  ): Promise<KubernetesObject>;
  delete(
    ref: ObjectReference,
    options?: {
      uid?: string;
      /** What the object owns stays, without its owner. */
      orphan?: boolean;
      signal?: AbortSignal;
    },
  ): Promise<void>;
  /** A self-subject access review. */
  can(
    verb: string,
    resource: ResourceKind,
    options?: {
      namespace?: string;
      subresource?: 'status';
      signal?: AbortSignal;
    },
  ): Promise<boolean>;
  /** The release of the API server, such as `v1.36.4`. */
  version(options?: { signal?: AbortSignal }): Promise<string>;
  /**
   * The kinds that the API serves in a group and version, such as `Rollout` in
   * `argoproj.io/v1alpha1`; none for a group that it does not know.
   */
  served(
    apiVersion: string,
    options?: { signal?: AbortSignal },
  ): Promise<string[]>;
  /** List, then watch with bookmarks, relist on 410, reconnect with backoff; ends with the signal. */
  watch(
    resource: ResourceKind,
    options: {
      namespace?: string;
      labelSelector?: string;
      signal: AbortSignal;
      onEvent: (event: WatchEvent) => void;
    },
  ): Promise<void>;
}

/**
 * The clusters of `kubernetes.clusterLocatorMethods`, by name.
 *
 * @public
 */
export interface ClusterClients {
  names(): string[];
  /** Throws NotFoundError that names the clusters there are. */
  get(name: string): ClusterClient;
}

/**
 * The kinds that Slipway uses.
 *
 * @public
 */
export const resourceKinds = {
  namespace: kind('v1', 'Namespace', 'namespaces', false),
  secret: kind('v1', 'Secret', 'secrets'),
  serviceAccount: kind('v1', 'ServiceAccount', 'serviceaccounts'),
  resourceQuota: kind('v1', 'ResourceQuota', 'resourcequotas'),
  limitRange: kind('v1', 'LimitRange', 'limitranges'),
  pod: kind('v1', 'Pod', 'pods'),
  event: kind('v1', 'Event', 'events'),
  replicaSet: kind('apps/v1', 'ReplicaSet', 'replicasets'),
  deployment: kind('apps/v1', 'Deployment', 'deployments'),
  application: kind('argoproj.io/v1alpha1', 'Application', 'applications'),
  applicationSet: kind(
    'argoproj.io/v1alpha1',
    'ApplicationSet',
    'applicationsets',
  ),
  appProject: kind('argoproj.io/v1alpha1', 'AppProject', 'appprojects'),
  rollout: kind('argoproj.io/v1alpha1', 'Rollout', 'rollouts'),
  analysisTemplate: kind(
    'argoproj.io/v1alpha1',
    'AnalysisTemplate',
    'analysistemplates',
  ),
  analysisRun: kind('argoproj.io/v1alpha1', 'AnalysisRun', 'analysisruns'),
} as const;

function kind(
  apiVersion: string,
  kindName: string,
  plural: string,
  namespaced = true,
): ResourceKind {
  return { apiVersion, kind: kindName, plural, namespaced };
}
