import { annotations } from '@slipway/plugin-delivery-common';
import { z } from 'zod';
import { metadataSchema, refOf } from './common';
import {
  ApplicationFacts,
  ApplicationOperation,
  ApplicationSource,
} from './facts';
import { redactMessage } from './redactMessage';
import {
  count,
  flag,
  message,
  section,
  text,
  tolerant,
  tolerantList,
} from './tolerant';

const refreshAnnotation = 'argocd.argoproj.io/refresh';

const sourceSchema = z
  .object({
    repoURL: z.string().transform(redactMessage),
    path: text,
    chart: text,
    targetRevision: text,
    helm: tolerant(z.object({ valueFiles: tolerantList(z.string()) })),
  })
  .transform(
    ({ helm, ...source }): ApplicationSource =>
      helm && helm.valueFiles.length > 0
        ? { ...source, valueFiles: helm.valueFiles }
        : source,
  );

const initiatedBySchema = section({ username: text, automated: flag });

const syncSchema = section({
  revision: text,
  revisions: tolerantList(z.string()),
});

const resultSchema = z.object({
  group: text.transform(it => it ?? ''),
  kind: z.string(),
  namespace: text.transform(it => it ?? ''),
  name: z.string(),
  status: text,
  hookType: text,
  hookPhase: text,
  message,
});

const operationSchema = section({
  initiatedBy: initiatedBySchema,
  sync: syncSchema,
});

const operationStateSchema = z.object({
  phase: z.string().min(1),
  message,
  startedAt: text,
  finishedAt: text,
  retryCount: count,
  operation: operationSchema,
  syncResult: section({
    revision: text,
    revisions: tolerantList(z.string()),
    resources: tolerantList(resultSchema),
  }),
});

const resourceSchema = z.object({
  group: text.transform(it => it ?? ''),
  kind: z.string(),
  namespace: text.transform(it => it ?? ''),
  name: z.string(),
  status: text,
  health: tolerant(z.object({ status: z.string().min(1), message })),
  hook: flag,
  requiresPruning: flag,
});

const applicationSchema = z.object({
  metadata: metadataSchema,
  operation: operationSchema,
  spec: section({
    project: text.transform(it => it ?? 'default'),
    source: tolerant(sourceSchema),
    sources: tolerantList(sourceSchema),
    destination: section({ server: text, name: text, namespace: text }),
    syncPolicy: section({
      automated: tolerant(
        z.object({
          prune: flag,
          selfHeal: flag,
          enabled: tolerant(z.boolean()),
        }),
      ),
      syncOptions: tolerantList(z.string()),
    }),
  }),
  status: section({
    sync: section({
      status: text,
      revision: text,
      revisions: tolerantList(z.string()),
    }),
    health: section({ status: text, lastTransitionTime: text }),
    conditions: tolerantList(
      z.object({
        type: z.string().min(1),
        message: message.transform(it => it ?? ''),
        lastTransitionTime: text,
      }),
    ),
    resources: tolerantList(resourceSchema),
    history: tolerantList(
      z.object({
        id: z.number().int(),
        revision: text,
        revisions: tolerantList(z.string()),
        deployedAt: text,
      }),
    ),
    operationState: tolerant(operationStateSchema),
    reconciledAt: text,
    summary: section({ images: tolerantList(z.string()) }),
  }),
});

export function parseApplication(
  cluster: string,
  object: unknown,
): ApplicationFacts {
  const { metadata, spec, status, operation } = applicationSchema.parse(object);
  const automated = spec.syncPolicy.automated;
  const isRequested =
    typeof (object as { operation?: unknown }).operation === 'object' &&
    (object as { operation?: unknown }).operation !== null;
  return {
    kind: 'Application',
    ref: refOf(cluster, 'Application', metadata),
    createdAt: metadata.creationTimestamp,
    deletingSince: metadata.deletionTimestamp,
    labels: metadata.labels,
    entityRef: metadata.annotations[annotations.entityRef],
    refreshing: refreshAnnotation in metadata.annotations,
    project: spec.project,
    sources: spec.sources.length > 0 ? spec.sources : present(spec.source),
    destination: spec.destination,
    automation:
      automated && automated.enabled !== false
        ? { prune: automated.prune, selfHeal: automated.selfHeal }
        : undefined,
    syncOptions: spec.syncPolicy.syncOptions,
    requested: isRequested
      ? {
          revision: operation.sync.revision ?? operation.sync.revisions[0],
          username: operation.initiatedBy.username,
        }
      : undefined,
    operation: status.operationState && operationOf(status.operationState),
    sync: {
      status: status.sync.status,
      revision: status.sync.revision ?? status.sync.revisions[0],
    },
    health: {
      status: status.health.status,
      since: status.health.lastTransitionTime,
    },
    conditions: status.conditions.map(it => ({
      type: it.type,
      message: it.message,
      since: it.lastTransitionTime,
    })),
    resources: status.resources,
    history: status.history.map(it => ({
      id: it.id,
      revision: it.revision ?? it.revisions[0],
      deployedAt: it.deployedAt,
    })),
    images: status.summary.images,
    reconciledAt: status.reconciledAt,
  };
}

function operationOf(
  state: z.output<typeof operationStateSchema>,
): ApplicationOperation {
  return {
    phase: state.phase,
    message: state.message,
    startedAt: state.startedAt,
    finishedAt: state.finishedAt,
    retryCount: state.retryCount,
    revision:
      state.syncResult.revision ??
      state.syncResult.revisions[0] ??
      state.operation.sync.revision ??
      state.operation.sync.revisions[0],
    username: state.operation.initiatedBy.username,
    results: state.syncResult.resources,
  };
}

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
