import { JsonObject } from '@backstage/types';
import { ApplicationFacts } from '../../parse';
import { isCommit } from '../application/readApplication';
import { OperationCommand } from '../OperationPlan';

/**
 * The operation that Argo CD's API server would write. It doesn't inherit the sync options of the
 * Application, so they are copied: without `CreateNamespace=true` a sync fails that Argo CD's own
 * would pass. It names the commit that the person saw, not the branch.
 */
export function syncPatch(
  { ref, automation, syncOptions, sources, sync }: ApplicationFacts,
  { username, reason }: OperationCommand,
): JsonObject {
  const hasOneSource = sources.length === 1;
  return {
    metadata: { resourceVersion: ref.resourceVersion },
    operation: {
      initiatedBy: { username },
      ...(reason && { info: [{ name: 'Reason', value: reason }] }),
      sync: {
        ...(hasOneSource &&
          isCommit(sync.revision) && { revision: sync.revision }),
        prune: automation?.prune ?? false,
        ...(syncOptions.length > 0 && { syncOptions }),
        syncStrategy: { hook: {} },
      },
    },
    status: { operationState: null },
  };
}
