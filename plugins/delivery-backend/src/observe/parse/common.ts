import { z } from 'zod';
import { ConditionFacts, ContainerImage, FactsKind, OwnerRef } from './facts';
import { ObjectRef } from './facts';
import {
  flag,
  message,
  section,
  stringMap,
  text,
  tolerant,
  tolerantList,
} from './tolerant';

/** The part of the metadata that is used, of every kind. */
export const metadataSchema = section({
  name: z.string().min(1),
  namespace: text,
  uid: text,
  resourceVersion: text,
  generation: tolerant(z.number().int()),
  creationTimestamp: text,
  deletionTimestamp: text,
  labels: stringMap,
  annotations: stringMap,
  ownerReferences: tolerantList(
    z.object({
      kind: z.string(),
      name: z.string(),
      uid: z.string(),
      controller: flag,
    }),
  ),
});

export type Metadata = z.output<typeof metadataSchema>;

export function refOf(
  cluster: string,
  kind: FactsKind,
  metadata: Metadata,
): ObjectRef {
  return {
    cluster,
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid ?? '',
    resourceVersion: metadata.resourceVersion ?? '',
  };
}

export function ownerOf(metadata: Metadata): OwnerRef | undefined {
  const owner = metadata.ownerReferences.find(it => it.controller);
  return owner && { kind: owner.kind, name: owner.name, uid: owner.uid };
}

export const conditionsSchema = tolerantList(
  z
    .object({
      type: z.string().min(1),
      status: z.string().min(1),
      reason: text,
      message,
      lastTransitionTime: text,
      lastUpdateTime: text,
    })
    .transform(
      (it): ConditionFacts => ({
        type: it.type,
        status: it.status,
        reason: it.reason,
        message: it.message,
        since: it.lastTransitionTime,
        updatedAt: it.lastUpdateTime,
      }),
    ),
);

/** The images of a pod template; of the containers only the name and the image are read. */
export const podTemplateImagesSchema = section({
  spec: section({
    containers: tolerantList(
      z.object({ name: z.string(), image: z.string().min(1) }),
    ),
  }),
}).transform((it): ContainerImage[] =>
  it.spec.containers.map(({ name, image }) => ({ container: name, image })),
);

/** A number that some writers quote. */
export const quotedInteger = tolerant(
  z
    .union([z.string().regex(/^\d+$/), z.number().int()])
    .transform(value => Number(value)),
);
