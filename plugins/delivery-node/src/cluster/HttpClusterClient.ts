import { ServiceUnavailableError, NotFoundError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import {
  ClusterClient,
  KubernetesObject,
  ObjectReference,
  ResourceKind,
  WatchEvent,
} from './ClusterClient';
import {
  ClusterRequest,
  ClusterTransport,
  describePlace,
  objectPath,
} from './http';
import { listPages } from './listPages';
import { parseClusterObject } from './parseObjects';
import { readServedKinds } from './readServedKinds';
import { watchResource } from './watch';

const fieldManager = 'slipway';

const reviewSchema = z.object({
  status: z.object({ allowed: z.boolean() }),
});

const versionSchema = z.object({ gitVersion: z.string().min(1) });

/** A cluster over HTTP. */
export class HttpClusterClient implements ClusterClient {
  readonly name: string;
  readonly #transport: ClusterTransport;

  constructor(name: string, transport: ClusterTransport) {
    this.name = name;
    this.#transport = transport;
  }

  async get(
    ref: ObjectReference,
    options: { signal?: AbortSignal } = {},
  ): Promise<KubernetesObject> {
    return await this.#object(ref, { method: 'GET', signal: options.signal });
  }

  async list(
    resource: ResourceKind,
    options: {
      namespace?: string;
      labelSelector?: string;
      signal?: AbortSignal;
    } = {},
  ): Promise<KubernetesObject[]> {
    return (await listPages(this.#transport, resource, options)).objects;
  }

  async apply(
    object: KubernetesObject,
    resource: ResourceKind,
    options: { force?: boolean; dryRun?: boolean; signal?: AbortSignal } = {},
  ): Promise<KubernetesObject> {
    const { name, namespace } = object.metadata;
    return await this.#object(
      { resource, namespace, name },
      {
        method: 'PATCH',
        query: {
          fieldManager,
          force: options.force ? 'true' : undefined,
          dryRun: options.dryRun ? 'All' : undefined,
        },
        contentType: 'application/apply-patch+yaml',
        body: object,
        signal: options.signal,
      },
    );
  }

  async mergePatch(
    ref: ObjectReference,
    patch: JsonObject,
    options: { subresource?: 'status'; signal?: AbortSignal } = {},
  ): Promise<KubernetesObject> {
    const request = {
      method: 'PATCH',
      query: { fieldManager },
      contentType: 'application/merge-patch+json',
      body: patch,
      signal: options.signal,
    } as const;
    if (!options.subresource) {
      return await this.#object(ref, request);
    }
    try {
      return await this.#object(ref, {
        ...request,
        subresource: options.subresource,
      });
    } catch (error) {
      if (!(error instanceof NotFoundError)) {
        throw error;
      }
      // Either the object is not there, which the next answer says, or its kind has no such
      // subresource and its status is patched like the rest of it.
      return await this.#object(ref, request);
    }
  }

  async delete(
    ref: ObjectReference,
    options: { uid?: string; orphan?: boolean; signal?: AbortSignal } = {},
  ): Promise<void> {
    await this.#transport.json({
      method: 'DELETE',
      path: objectPath(ref),
      place: describePlace(ref),
      body: {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: options.orphan ? 'Orphan' : 'Background',
        ...(options.uid ? { preconditions: { uid: options.uid } } : {}),
      },
      signal: options.signal,
    });
  }

  async can(
    verb: string,
    resource: ResourceKind,
    options: {
      namespace?: string;
      subresource?: 'status';
      signal?: AbortSignal;
    } = {},
  ): Promise<boolean> {
    const [group] = resource.apiVersion.includes('/')
      ? resource.apiVersion.split('/')
      : [''];
    const answer = await this.#transport.json({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      place: 'selfsubjectaccessreviews',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {
          resourceAttributes: {
            verb,
            group,
            resource: resource.plural,
            subresource: options.subresource,
            namespace: options.namespace,
          },
        },
      },
      signal: options.signal,
    });
    const review = reviewSchema.safeParse(answer);
    if (!review.success) {
      throw new ServiceUnavailableError(
        `The cluster ${this.name} did not say whether Slipway may ${verb} ${resource.plural}`,
      );
    }
    return review.data.status.allowed;
  }

  async version(options: { signal?: AbortSignal } = {}): Promise<string> {
    const answer = versionSchema.safeParse(
      await this.#transport.json({
        method: 'GET',
        path: '/version',
        place: 'version',
        signal: options.signal,
      }),
    );
    if (!answer.success) {
      throw new ServiceUnavailableError(
        `The cluster ${this.name} did not say its version; is there a proxy in front of it?`,
      );
    }
    return answer.data.gitVersion;
  }

  async served(
    apiVersion: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<string[]> {
    return await readServedKinds(this.#transport, apiVersion, options.signal);
  }

  async watch(
    resource: ResourceKind,
    options: {
      namespace?: string;
      labelSelector?: string;
      signal: AbortSignal;
      onEvent: (event: WatchEvent) => void;
    },
  ): Promise<void> {
    await watchResource(this.#transport, resource, options);
  }

  async #object(
    ref: ObjectReference,
    request: Omit<ClusterRequest, 'path' | 'place'> & { subresource?: string },
  ): Promise<KubernetesObject> {
    const { subresource, ...rest } = request;
    const suffix = subresource ? `/${subresource}` : '';
    const answer = await this.#transport.json({
      ...rest,
      path: `${objectPath(ref)}${suffix}`,
      place: describePlace(ref),
    });
    const object = parseClusterObject(answer, ref.resource);
    if (!object) {
      throw new ServiceUnavailableError(
        `The cluster ${this.name} answered with no object for ${describePlace(
          ref,
        )}`,
      );
    }
    return object;
  }
}
