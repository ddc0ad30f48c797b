import { ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import { KubernetesObject, ResourceKind } from './ClusterClient';

const objectSchema = z
  .object({
    metadata: z.object({ name: z.string().min(1) }).passthrough(),
  })
  .passthrough();

const listSchema = z.object({
  metadata: z
    .object({
      resourceVersion: z.string().optional(),
      continue: z.string().optional(),
    })
    .default({}),
  items: z.array(z.unknown()).nullish(),
});

/** One page of a list; what is not an object with a name is left out. */
export interface ObjectPage {
  objects: KubernetesObject[];
  resourceVersion?: string;
  continueToken?: string;
}

/** An object of the API; undefined for what is none. */
export function parseClusterObject(
  value: unknown,
  resource: ResourceKind,
): KubernetesObject | undefined {
  const parsed = objectSchema.safeParse(value);
  return parsed.success
    ? // The items of a list of a built-in kind come without their kind.
      ({
        ...parsed.data,
        apiVersion: resource.apiVersion,
        kind: resource.kind,
      } as KubernetesObject)
    : undefined;
}

export function parseObjectPage(
  value: unknown,
  resource: ResourceKind,
): ObjectPage {
  const parsed = listSchema.safeParse(value);
  if (!parsed.success) {
    throw new ServiceUnavailableError(
      `The list of ${resource.plural} is not one of the Kubernetes API`,
    );
  }
  const { metadata, items } = parsed.data;
  return {
    objects: (items ?? []).flatMap(
      item => parseClusterObject(item, resource) ?? [],
    ),
    resourceVersion: metadata.resourceVersion,
    continueToken: metadata.continue || undefined,
  };
}
