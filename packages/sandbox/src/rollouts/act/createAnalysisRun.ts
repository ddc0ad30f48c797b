import { KubernetesApiError, type StoredObject } from '../../world/seams.ts';
import { hashOf } from '../model/ReplicaSet.ts';
import type { AnalysisReference, Rollout } from '../model/Rollout.ts';
import {
  HASH_LABEL,
  revisionOf,
  REVISION_ANNOTATION,
  ROLLOUT_API,
} from '../model/Rollout.ts';
import type { AnalysisRun, RolloutContext } from './RolloutContext.ts';

export const OUTCOME_ANNOTATION = 'sandbox.slipway.dev/analysis';

interface Argument {
  name: string;
  value?: string;
  valueFrom?: Record<string, any>;
}

function fieldAt(rollout: Rollout, path: string): string | undefined {
  const annotation = /^metadata\.(annotations|labels)\['(.+)'\]$/.exec(path);
  if (annotation) {
    const [, map, key] = annotation;
    return rollout.metadata[map as 'labels']?.[key];
  }
  const value = path
    .split('.')
    .reduce<any>((object, key) => object?.[key], rollout);
  return value === undefined ? undefined : String(value);
}

function resolveArgument(
  context: RolloutContext,
  argument: NonNullable<AnalysisReference['args']>[number],
): Argument {
  const { name, value, valueFrom } = argument;
  if (valueFrom?.podTemplateHashValue) {
    const set =
      valueFrom.podTemplateHashValue === 'Latest'
        ? context.newRS
        : context.stableRS;
    return { name, value: hashOf(set) };
  }
  if (valueFrom?.fieldRef) {
    return {
      name,
      value: fieldAt(context.rollout, valueFrom.fieldRef.fieldPath) ?? '',
    };
  }
  return { name, value };
}

function findTemplates(
  context: RolloutContext,
  references: AnalysisReference['templates'],
): StoredObject[] {
  return (references ?? []).flatMap(({ templateName, clusterScope }) => {
    const template = context.tools.store.get({
      apiVersion: ROLLOUT_API,
      kind: clusterScope ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate',
      namespace: clusterScope ? undefined : context.namespace,
      name: templateName,
    });
    return template
      ? [template, ...findTemplates(context, template.spec?.templates)]
      : [];
  });
}

/** The arguments of the templates, with what the rollout says put in. */
function mergeArguments(
  templates: StoredObject[],
  given: Argument[],
): Argument[] {
  const merged = new Map<string, Argument>();
  for (const argument of templates.flatMap(each => each.spec?.args ?? [])) {
    merged.set(argument.name, { ...merged.get(argument.name), ...argument });
  }
  for (const argument of given) {
    if (merged.has(argument.name)) {
      merged.set(argument.name, argument);
    }
  }
  return [...merged.values()];
}

/** Makes the analysis run of a step, of a promotion or of the background. */
export function createAnalysisRun(
  context: RolloutContext,
  analysis: AnalysisReference,
  options: { infix?: string; labels: Record<string, string> },
): AnalysisRun {
  const { rollout, newRS, tools, namespace } = context;
  const templates = [...new Set(findTemplates(context, analysis.templates))];
  const hash = hashOf(newRS);
  const revision = String(revisionOf(rollout));
  const base = [rollout.metadata.name, hash, revision, options.infix]
    .filter(part => part !== undefined)
    .join('-');
  const outcome = rollout.metadata.annotations?.[OUTCOME_ANNOTATION];
  const args = mergeArguments(
    templates,
    (analysis.args ?? []).map(argument => resolveArgument(context, argument)),
  );
  const dryRun = [
    ...templates.flatMap(each => each.spec?.dryRun ?? []),
    ...(analysis.dryRun ?? []),
  ];
  for (let collision = 0; ; collision += 1) {
    try {
      return tools.store.create({
        apiVersion: ROLLOUT_API,
        kind: 'AnalysisRun',
        metadata: {
          name: collision === 0 ? base : `${base}.${collision}`,
          namespace,
          labels: {
            ...options.labels,
            [HASH_LABEL]: hash,
            ...analysis.analysisRunMetadata?.labels,
            ...rollout.spec.selector?.matchLabels,
          },
          annotations: {
            [REVISION_ANNOTATION]: revision,
            ...analysis.analysisRunMetadata?.annotations,
            ...(outcome ? { [OUTCOME_ANNOTATION]: outcome } : {}),
          },
          ownerReferences: [
            {
              apiVersion: ROLLOUT_API,
              kind: 'Rollout',
              name: rollout.metadata.name,
              uid: rollout.metadata.uid,
              controller: true,
              blockOwnerDeletion: true,
            },
          ],
        },
        spec: {
          metrics: templates.flatMap(each => each.spec?.metrics ?? []),
          ...(args.length > 0 ? { args } : {}),
          ...(dryRun.length > 0 ? { dryRun } : {}),
        },
      });
    } catch (error) {
      const isTaken =
        error instanceof KubernetesApiError && error.reason === 'AlreadyExists';
      if (!isTaken) {
        throw error;
      }
    }
  }
}
