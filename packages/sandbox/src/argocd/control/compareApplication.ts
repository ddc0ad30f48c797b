import {
  compareState,
  type Comparison,
  normalizeTargets,
} from '../compare/compareState.ts';
import type {
  Application,
  ApplicationSource,
  SyncStatus,
} from '../model/Application.ts';
import type { CompareRules } from '../compare/isModified.ts';
import { isMultiSource } from '../model/Application.ts';
import type { ClusterStore } from '../../world/seams.ts';
import { SourceError } from '../source/SourceError.ts';
import type { RenderedSource } from '../source/SourceRenderer.ts';
import type { ArgoCdTools } from './ArgoCdTools.ts';

export interface ApplicationComparison extends Comparison {
  status: SyncStatus;
  sourceType?: string;
  sourceTypes?: string[];
  /** The sources could not be rendered; a condition says why. */
  hasFailed: boolean;
}

export interface CompareOptions {
  sources: ApplicationSource[];
  revisions: Array<string | undefined>;
  anew: boolean;
  noCache: boolean;
  signal: AbortSignal;
}

function describeStatus(
  application: Application,
  { sources, revisions }: CompareOptions,
  rendered: RenderedSource[],
  sync: SyncStatus['status'],
): SyncStatus {
  const { destination, ignoreDifferences } = application.spec;
  const found = rendered.map(each => each.revision);
  const comparedTo = {
    ...(isMultiSource(application) ? { sources } : { source: sources[0] }),
    destination,
    ...(ignoreDifferences?.length ? { ignoreDifferences } : {}),
  };
  return isMultiSource(application)
    ? {
        status: sync,
        comparedTo,
        revisions: found.length > 0 ? found : revisions.map(each => each ?? ''),
      }
    : { status: sync, comparedTo, revision: found[0] ?? revisions[0] ?? '' };
}

/** Renders the sources of an Application and holds them against its cluster. */
export async function compareApplication(
  tools: ArgoCdTools,
  application: Application,
  store: ClusterStore,
  options: CompareOptions,
): Promise<ApplicationComparison> {
  const { name } = application.metadata;
  const { destination } = application.spec;
  let rendered: RenderedSource[] = [];
  let failure: string | undefined;
  try {
    rendered = await tools.renderer.render(
      application,
      options.sources,
      options.revisions,
      options,
    );
  } catch (error) {
    if (!(error instanceof SourceError)) {
      throw error;
    }
    failure = `Failed to load target state: ${error.message}`;
  }
  const { targets, conditions } = normalizeTargets(
    name,
    destination.namespace ?? '',
    rendered.flatMap(each => each.manifests),
  );
  const comparison = compareState({
    targets,
    live: tools.live.find(store, name, targets),
    rules: compareRules(application),
    conditions,
  });
  if (failure !== undefined) {
    return {
      ...comparison,
      sync: 'Unknown',
      resources: comparison.resources.map(each => ({
        ...each,
        status: 'Unknown' as const,
      })),
      conditions: [{ type: 'ComparisonError', message: failure }],
      status: describeStatus(application, options, [], 'Unknown'),
      hasFailed: true,
    };
  }
  return {
    ...comparison,
    status: describeStatus(application, options, rendered, comparison.sync),
    ...(isMultiSource(application)
      ? { sourceTypes: rendered.map(each => each.type) }
      : { sourceType: rendered[0]?.type }),
    hasFailed: false,
  };
}

/** How its resources are compared, here and when it is synced. */
export function compareRules({ spec }: Application): CompareRules {
  return {
    ignoreDifferences: spec.ignoreDifferences,
    serverSide: spec.syncPolicy?.syncOptions?.includes('ServerSideApply=true'),
  };
}
