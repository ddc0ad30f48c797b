/**
 * The seams between the parts of the sandbox. Each part gets the others as these interfaces and
 * imports nothing else of them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers a request, or returns false when it is not this part's. */
export type HttpHandler = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<boolean>;

/** A push that has been received by a bare repository, of one ref. */
export interface PushEvent {
  /** The project's full path, such as `acme/payments`. */
  project: string;
  /** `refs/heads/main` */
  ref: string;
  /** 40 zeros when the ref is new. */
  before: string;
  /** 40 zeros when the ref is gone. */
  after: string;
  /** Who pushed. */
  user: { id: number; username: string; name: string; email: string };
  /** Options of the push, such as `ci.skip`. */
  options: string[];
}

/** What the registry may do for a request, decided by the forge that owns the projects. */
export interface RegistryAuthorizer {
  /**
   * The actions (`pull`, `push`, `delete`) that these credentials have on a repository such as
   * `acme/payments` or `acme/payments/cache`; undefined when they are wrong. Without credentials:
   * what is public.
   */
  registryActions(
    credentials: { username: string; password: string } | undefined,
    repository: string,
  ): Promise<string[] | undefined>;
  /** What a push is answered that these credentials may not make; a general answer without. */
  pushDenial?(
    credentials: { username: string; password: string } | undefined,
    repository: string,
  ): string | undefined;
}

/** The forge, as the runner sees it. */
export interface RunnerForge {
  onPush(listener: (push: PushEvent) => void): void;
  /** The content of a file at a commit. */
  readFile(
    project: string,
    path: string,
    revision: string,
  ): Promise<string | undefined>;
}

/** A Kubernetes object, as it is kept. */
export interface StoredObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    resourceVersion: string;
    generation?: number;
    creationTimestamp: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: Array<{
      apiVersion: string;
      kind: string;
      name: string;
      uid: string;
      controller?: boolean;
      blockOwnerDeletion?: boolean;
    }>;
    finalizers?: string[];
    managedFields?: unknown[];
    [key: string]: unknown;
  };
  // Kubernetes objects are open; each controller reads the fields that it knows.
  [key: string]: any;
}

/** An object on its way in; the cluster fills in what only it knows. */
export type NewObject = {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string } & Record<string, unknown>;
  [key: string]: any;
};

export interface ObjectKey {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

/** An error as the Kubernetes API words it. */
export class KubernetesApiError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details?: Record<string, unknown>;

  constructor(
    code: number,
    reason: string,
    message: string,
    details?: Record<string, unknown>,
  ) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }
}

/**
 * One cluster of the sandbox, from the inside: what the HTTP API serves and what the controllers
 * (Argo CD, Rollouts, the kubelet) work on. Every write goes through the same admission (schemas,
 * immutable fields, owner and namespace life cycle) as a request over HTTP. What it returns is a
 * copy. Errors are {@link KubernetesApiError}.
 */
export interface ClusterStore {
  readonly name: string;
  get(key: ObjectKey): StoredObject | undefined;
  list(
    apiVersion: string,
    kind: string,
    options?: { namespace?: string; labelSelector?: string },
  ): StoredObject[];
  create(object: NewObject): StoredObject;
  /** Replaces spec and metadata; 409 when the resourceVersion given is not the newest. */
  update(object: StoredObject): StoredObject;
  /** Replaces the status of a kind with a status subresource (or of any, from the inside). */
  updateStatus(object: StoredObject): StoredObject;
  /** Server-side apply. */
  apply(
    object: NewObject,
    options: { fieldManager: string; force?: boolean },
  ): StoredObject;
  mergePatch(
    key: ObjectKey,
    patch: Record<string, unknown>,
    options?: { subresource?: 'status' },
  ): StoredObject;
  /** Sets the deletion timestamp while there are finalizers; owned objects go with it. */
  delete(key: ObjectKey): void;
  /** Each change from now on, after it is stored, in order. Returns how to stop. */
  subscribe(
    listener: (event: {
      type: 'ADDED' | 'MODIFIED' | 'DELETED';
      object: StoredObject;
    }) => void,
  ): () => void;
}

/** Something that runs until it is stopped; stopping waits until nothing of it runs. */
export interface Running {
  stop(): Promise<void>;
}
