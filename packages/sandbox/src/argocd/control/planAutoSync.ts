import { isDeepStrictEqual } from 'node:util';
import type { Comparison } from '../compare/compareState.ts';
import type { Application, Operation } from '../model/Application.ts';
import { isAutomated, isMultiSource } from '../model/Application.ts';

export type AutoSyncPlan =
  | { type: 'nothing' }
  /** A condition tells why nothing is done. */
  | { type: 'refuse'; message: string }
  /** To be looked at again later. */
  | { type: 'wait'; milliseconds: number }
  | { type: 'sync'; operation: Operation };

const NOTHING: AutoSyncPlan = { type: 'nothing' };

/** The longer mending has not helped, the longer until the next time. */
export function selfHealDelay(attempts: number): number {
  return attempts === 0 ? 0 : Math.min(2_000 * 3 ** (attempts - 1), 300_000);
}

export interface AutoSyncInput {
  application: Application;
  comparison: Pick<Comparison, 'sync' | 'resources'>;
  revision?: string;
  revisions?: string[];
  now: Date;
}

function findAttempt({ application, revision, revisions }: AutoSyncInput) {
  const state = application.status?.operationState;
  if (!state) {
    return undefined;
  }
  const { syncResult: result } = state;
  if (!result) {
    return ['Succeeded', 'Failed', 'Error'].includes(state.phase)
      ? state
      : undefined;
  }
  const { source, sources } = application.spec;
  const isSame = isMultiSource(application)
    ? isDeepStrictEqual(result.revisions, revisions) &&
      isDeepStrictEqual(result.sources, sources)
    : result.revision === revision && isDeepStrictEqual(result.source, source);
  return isSame ? state : undefined;
}

/** What the automation of an Application does about what has been found. */
export function planAutoSync(input: AutoSyncInput): AutoSyncPlan {
  const { application, comparison, revision, revisions, now } = input;
  const { syncPolicy, source, sources } = application.spec;
  const automated = syncPolicy?.automated;
  if (
    !isAutomated(application) ||
    application.operation ||
    application.metadata.deletionTimestamp ||
    comparison.sync !== 'OutOfSync'
  ) {
    return NOTHING;
  }
  const outdated = comparison.resources.filter(
    each => each.status !== 'Synced' && !each.hook,
  );
  if (!automated?.prune && outdated.every(each => each.requiresPruning)) {
    return NOTHING;
  }
  const desired = `[${(revisions ?? [revision]).join(' ')}]`;
  const operation: Operation = {
    sync: {
      ...(isMultiSource(application)
        ? { sources, revisions }
        : { source, revision }),
      ...(automated?.prune ? { prune: true } : {}),
      ...(syncPolicy?.syncOptions?.length
        ? { syncOptions: syncPolicy.syncOptions }
        : {}),
    },
    initiatedBy: { automated: true },
    retry: syncPolicy?.retry ?? { limit: 5 },
  };
  const attempt = findAttempt(input);
  if (attempt) {
    if (attempt.phase !== 'Succeeded') {
      return {
        type: 'refuse',
        message: `Failed last sync attempt to ${desired}: ${
          attempt.message ?? ''
        }`,
      };
    }
    if (!automated?.selfHeal) {
      return NOTHING;
    }
    const attempts = attempt.operation.sync?.autoHealAttemptsCount ?? 0;
    const since = now.getTime() - Date.parse(attempt.finishedAt ?? '');
    const left = selfHealDelay(attempts) - since;
    if (left > 0) {
      return { type: 'wait', milliseconds: left };
    }
    operation.sync!.autoHealAttemptsCount = attempts + 1;
    operation.sync!.resources = outdated.map(({ group, kind, name }) => ({
      ...(group ? { group } : {}),
      kind,
      name,
    }));
  }
  const wipesOut =
    comparison.resources.length > 0 &&
    comparison.resources.every(each => each.requiresPruning);
  if (automated?.prune && !automated.allowEmpty && wipesOut) {
    return {
      type: 'refuse',
      message: `Skipping sync attempt to ${desired}: auto-sync will wipe out all resources`,
    };
  }
  return { type: 'sync', operation };
}
