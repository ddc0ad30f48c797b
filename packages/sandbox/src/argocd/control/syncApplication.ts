import { timestamp } from '../../rollouts/model/conditions.ts';
import type { ClusterStore } from '../../world/seams.ts';
import { isModified } from '../compare/isModified.ts';
import type {
  Application,
  ApplicationSource,
  OperationState,
  SyncOperation,
} from '../model/Application.ts';
import { hasOption, isMultiSource } from '../model/Application.ts';
import type { Manifest } from '../model/Manifest.ts';
import { storeKey } from '../model/Manifest.ts';
import type { AppProject } from '../project/AppProject.ts';
import { findForbiddenResource } from '../project/permissions.ts';
import { canSync } from '../project/syncWindows.ts';
import { planSync } from '../sync/planSync.ts';
import { SyncStep } from '../sync/SyncStep.ts';
import {
  type ApplicationComparison,
  compareApplication,
  compareRules,
} from './compareApplication.ts';
import type { ArgoCdTools } from './ArgoCdTools.ts';

/** Argo CD waits so long between two waves, that controllers can take in what they were given. */
const BETWEEN_WAVES_MS = 2_000;
const HISTORY_LIMIT = 10;

function sourcesOfSync(application: Application, sync: SyncOperation) {
  const sources = isMultiSource(application)
    ? sync.sources ?? application.spec.sources ?? []
    : [sync.source ?? application.spec.source!];
  const revisions = isMultiSource(application)
    ? sync.revisions ?? []
    : [sync.revision];
  return {
    sources,
    revisions: sources.map(
      (source: ApplicationSource, index: number) =>
        revisions[index] || source.targetRevision,
    ),
  };
}

/** The namespace of the destination, if it is to be made and is not there. */
function missingNamespace(
  application: Application,
  sync: SyncOperation,
  store: ClusterStore,
  comparison: ApplicationComparison,
): Manifest | undefined {
  const name = application.spec.destination.namespace;
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: name ?? '' },
  };
  const isOwn = comparison.managed.some(
    ({ target }) =>
      target?.kind === 'Namespace' && target.metadata.name === name,
  );
  if (
    !name ||
    isOwn ||
    !hasOption(sync.syncOptions, 'CreateNamespace=true') ||
    store.get(storeKey(namespace))
  ) {
    return undefined;
  }
  const { managedNamespaceMetadata } = application.spec.syncPolicy ?? {};
  return {
    ...namespace,
    metadata: { ...namespace.metadata, ...managedNamespaceMetadata },
  };
}

function createStep(
  tools: ArgoCdTools,
  application: Application,
  state: OperationState,
  found: {
    store: ClusterStore;
    project: AppProject;
    comparison: ApplicationComparison;
  },
  signal: AbortSignal,
): SyncStep {
  const { store, project, comparison } = found;
  const sync = state.operation.sync!;
  const results = state.syncResult?.resources ?? [];
  const { destination } = application.spec;
  return new SyncStep({
    store,
    operation: sync,
    results,
    tasks: planSync({
      managed: comparison.managed,
      hooks: comparison.hooks,
      operation: sync,
      revision: comparison.status.revision ?? '',
      startedAt: state.startedAt,
      results,
      findLive: target => store.get(storeKey(target)),
      missingNamespace: missingNamespace(application, sync, store, comparison),
    }),
    isUnchanged: ({ target, live }) =>
      target !== undefined &&
      live !== undefined &&
      !isModified(target, live, compareRules(application)),
    forbid: object =>
      findForbiddenResource(project, destination, object as Manifest),
    pauseBetweenWaves: () => tools.clock.sleep(BETWEEN_WAVES_MS, signal),
  });
}

function recordHistory(
  tools: ArgoCdTools,
  application: Application,
  state: OperationState,
): void {
  const { name } = application.metadata;
  const history = tools.applications.get(name)?.status?.history ?? [];
  const { revision, revisions, source, sources } = state.syncResult!;
  const limit = application.spec.revisionHistoryLimit ?? HISTORY_LIMIT;
  const entry = {
    id: (history.at(-1)?.id ?? -1) + 1,
    ...(revisions ? { revisions, sources } : { revision, source }),
    deployedAt: timestamp(tools.clock.now()),
    deployStartedAt: state.startedAt,
    initiatedBy: state.operation.initiatedBy ?? {},
  };
  tools.applications.patchHistory(
    name,
    limit > 0 ? [...history, entry].slice(-limit) : [],
  );
}

/** One step of a sync; what comes back is the state of the operation after it. */
export async function syncApplication(
  tools: ArgoCdTools,
  application: Application,
  before: OperationState,
  signal: AbortSignal,
): Promise<OperationState> {
  const sync = before.operation.sync;
  if (!sync) {
    return {
      ...before,
      phase: 'Error',
      message: 'Invalid operation request: no operation specified',
    };
  }
  const project = tools.project(application.spec.project);
  const store = tools.destination(application.spec.destination);
  if (!project || !store) {
    const why = project
      ? 'Failed to get destination cluster: it is not known'
      : `Failed to load application project: ${application.spec.project} does not exist`;
    return { ...before, phase: 'Error', message: why };
  }
  const isManual = !before.operation.initiatedBy?.automated;
  const now = tools.clock.now();
  if (!canSync(project, application, { isManual, now })) {
    return before.phase === 'Running'
      ? { ...before, message: 'Sync operation blocked by sync window' }
      : before;
  }
  const wanted = sourcesOfSync(application, sync);
  const known = before.syncResult;
  const comparison = await compareApplication(tools, application, store, {
    sources: wanted.sources,
    revisions: known ? known.revisions ?? [known.revision] : wanted.revisions,
    anew: true,
    noCache: false,
    signal,
  });
  const { status } = comparison;
  const syncResult = {
    ...known,
    ...(status.revisions
      ? { revision: '', revisions: status.revisions, sources: wanted.sources }
      : { revision: status.revision ?? '', source: wanted.sources[0] }),
  };
  if (comparison.hasFailed) {
    return {
      ...before,
      syncResult,
      phase: 'Error',
      message: comparison.conditions
        .map(({ type, message }) => `${type}: ${message}`)
        .join(';'),
    };
  }
  const step = createStep(
    tools,
    application,
    before,
    { store, project, comparison },
    signal,
  );
  const outcome =
    before.phase === 'Terminating' ? step.terminate() : await step.advance();
  const after: OperationState = {
    ...before,
    phase: outcome.phase,
    message: outcome.message,
    syncResult: { ...syncResult, resources: outcome.results },
  };
  if (
    after.phase === 'Succeeded' &&
    !sync.dryRun &&
    !(sync.resources ?? []).length
  ) {
    recordHistory(tools, application, after);
  }
  return after;
}
