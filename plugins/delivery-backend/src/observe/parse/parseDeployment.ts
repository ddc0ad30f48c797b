import { z } from 'zod';
import {
  conditionsSchema,
  metadataSchema,
  podTemplateImagesSchema,
  refOf,
} from './common';
import { DeploymentFacts } from './facts';
import { count, flag, section, tolerant } from './tolerant';

const deploymentSchema = z.object({
  metadata: metadataSchema,
  spec: section({
    replicas: tolerant(z.number().int()).transform(it => it ?? 1),
    paused: flag,
    template: podTemplateImagesSchema,
  }),
  status: section({
    observedGeneration: tolerant(z.number().int()),
    replicas: count,
    updatedReplicas: count,
    readyReplicas: count,
    availableReplicas: count,
    conditions: conditionsSchema,
  }),
});

export function parseDeployment(
  cluster: string,
  object: unknown,
): DeploymentFacts {
  const { metadata, spec, status } = deploymentSchema.parse(object);
  const { observedGeneration, ...counts } = status;
  return {
    kind: 'Deployment',
    ref: refOf(cluster, 'Deployment', metadata),
    createdAt: metadata.creationTimestamp,
    deletingSince: metadata.deletionTimestamp,
    generation: metadata.generation ?? 0,
    observedGeneration,
    paused: spec.paused,
    replicas: spec.replicas,
    images: spec.template,
    status: counts,
  };
}
