import { z } from 'zod';
import {
  conditionsSchema,
  metadataSchema,
  ownerOf,
  podTemplateImagesSchema,
  quotedInteger,
  refOf,
} from './common';
import { ReplicaSetFacts } from './facts';
import { count, section, tolerant } from './tolerant';

const replicaSetSchema = z.object({
  metadata: metadataSchema,
  spec: section({
    replicas: tolerant(z.number().int()).transform(it => it ?? 1),
    template: podTemplateImagesSchema,
  }),
  status: section({
    replicas: count,
    readyReplicas: count,
    availableReplicas: count,
    conditions: conditionsSchema,
  }),
});

export function parseReplicaSet(
  cluster: string,
  object: unknown,
): ReplicaSetFacts {
  const { metadata, spec, status } = replicaSetSchema.parse(object);
  const { labels, annotations } = metadata;
  return {
    kind: 'ReplicaSet',
    ref: refOf(cluster, 'ReplicaSet', metadata),
    owner: ownerOf(metadata),
    createdAt: metadata.creationTimestamp,
    hash: labels['rollouts-pod-template-hash'] ?? labels['pod-template-hash'],
    revision: quotedInteger.parse(
      annotations['rollout.argoproj.io/revision'] ??
        annotations['deployment.kubernetes.io/revision'],
    ),
    images: spec.template,
    wanted: spec.replicas,
    replicas: status.replicas,
    ready: status.readyReplicas,
    available: status.availableReplicas,
    conditions: status.conditions,
    scaleDownAt: annotations['scale-down-deadline'],
  };
}
