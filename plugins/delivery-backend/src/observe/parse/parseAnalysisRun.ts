import { z } from 'zod';
import { metadataSchema, ownerOf, quotedInteger, refOf } from './common';
import { AnalysisRunFacts, MetricFacts } from './facts';
import { count, message, section, text, tolerantList } from './tolerant';

const metricSchema = z
  .object({
    name: z.string(),
    phase: text.transform(it => it ?? 'Pending'),
    message,
    successful: count,
    failed: count,
    inconclusive: count,
    error: count,
    measurements: tolerantList(z.object({ message })),
  })
  .transform(
    ({ measurements, ...metric }): MetricFacts => ({
      ...metric,
      message: metric.message ?? measurements.at(-1)?.message,
    }),
  );

const analysisRunSchema = z.object({
  metadata: metadataSchema,
  status: section({
    phase: text,
    message,
    startedAt: text,
    completedAt: text,
    metricResults: tolerantList(metricSchema),
  }),
});

export function parseAnalysisRun(
  cluster: string,
  object: unknown,
): AnalysisRunFacts {
  const { metadata, status } = analysisRunSchema.parse(object);
  return {
    kind: 'AnalysisRun',
    ref: refOf(cluster, 'AnalysisRun', metadata),
    owner: ownerOf(metadata),
    createdAt: metadata.creationTimestamp,
    hash: metadata.labels['rollouts-pod-template-hash'],
    type: metadata.labels['rollout-type'],
    stepIndex: quotedInteger.parse(metadata.labels['step-index']),
    revision: quotedInteger.parse(
      metadata.annotations['rollout.argoproj.io/revision'],
    ),
    phase: status.phase,
    message: status.message,
    startedAt: status.startedAt,
    completedAt: status.completedAt,
    metrics: status.metricResults,
  };
}
