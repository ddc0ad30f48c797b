import { z } from 'zod';
import { conditionsSchema, metadataSchema, ownerOf, refOf } from './common';
import { ContainerFacts, PodFacts } from './facts';
import {
  count,
  flag,
  message,
  section,
  text,
  tolerant,
  tolerantList,
} from './tolerant';

const endSchema = z.object({
  exitCode: tolerant(z.number().int()),
  reason: text,
  message,
});

const containerStatusSchema = z.object({
  name: z.string(),
  image: text.transform(it => it ?? ''),
  ready: flag,
  restartCount: count,
  state: section({
    waiting: tolerant(
      z.object({ reason: text.transform(it => it ?? 'Waiting'), message }),
    ),
    running: tolerant(z.object({ startedAt: text })),
    terminated: tolerant(endSchema),
  }),
  lastState: section({ terminated: tolerant(endSchema) }),
});

const podSchema = z.object({
  metadata: metadataSchema,
  spec: section({
    containers: tolerantList(
      z.object({ name: z.string(), image: z.string().min(1) }),
    ),
    initContainers: tolerantList(
      z.object({ name: z.string(), image: z.string().min(1) }),
    ),
  }),
  status: section({
    phase: text,
    reason: text,
    message,
    conditions: conditionsSchema,
    containerStatuses: tolerantList(containerStatusSchema),
    initContainerStatuses: tolerantList(containerStatusSchema),
  }),
});

export function parsePod(cluster: string, object: unknown): PodFacts {
  const { metadata, spec, status } = podSchema.parse(object);
  // The status may spell an image in another way than the manifest; the manifest's is the known one.
  const asked = new Map(
    [...spec.initContainers, ...spec.containers].map(it => [it.name, it.image]),
  );
  const container =
    (init: boolean) =>
    (it: z.output<typeof containerStatusSchema>): ContainerFacts => ({
      name: it.name,
      image: asked.get(it.name) ?? it.image,
      init,
      ready: it.ready,
      restartCount: it.restartCount,
      waiting: it.state.waiting,
      runningSince: it.state.running?.startedAt,
      terminated: it.state.terminated,
      lastTerminated: it.lastState.terminated,
    });
  return {
    kind: 'Pod',
    ref: refOf(cluster, 'Pod', metadata),
    owner: ownerOf(metadata),
    createdAt: metadata.creationTimestamp,
    deletingSince: metadata.deletionTimestamp,
    phase: status.phase,
    reason: status.reason,
    message: status.message,
    conditions: status.conditions,
    containers: [
      ...status.initContainerStatuses.map(container(true)),
      ...status.containerStatuses.map(container(false)),
    ],
  };
}
