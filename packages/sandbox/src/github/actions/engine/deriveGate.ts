import { matchesFilter } from '../workflow/matchesFilter.ts';
import type { ActionsEnvironmentRecord } from '../records/actionsRecords.ts';

/** Whether an environment lets a job in. */
export type Gate =
  | { kind: 'open' }
  /** Somebody has to approve of it. */
  | { kind: 'review' }
  /** It is let in at this time. */
  | { kind: 'wait'; until: string }
  | { kind: 'refused'; problem: string };

export function deriveGate(
  environment: ActionsEnvironmentRecord | undefined,
  job: {
    ref: string;
    isProtected: boolean;
    createdAt: string;
    approved: boolean;
    now: Date;
  },
): Gate {
  if (!environment) {
    return { kind: 'open' };
  }
  const { branchPolicy, branchPatterns, name } = environment;
  const branch = job.ref.replace(/^refs\/(heads|tags)\//, '');
  const isAllowed =
    branchPolicy === null ||
    (branchPolicy.protectedBranches
      ? job.isProtected
      : matchesFilter(
          branchPatterns.map(one => one.name),
          branch,
        ));
  if (!isAllowed) {
    return {
      kind: 'refused',
      problem: `Branch "${branch}" is not allowed to deploy to ${name} due to environment protection rules.`,
    };
  }
  if (environment.reviewers.length > 0 && !job.approved) {
    return { kind: 'review' };
  }
  const until = Date.parse(job.createdAt) + environment.waitMinutes * 60_000;
  return environment.waitMinutes > 0 && until > job.now.getTime()
    ? { kind: 'wait', until: new Date(until).toISOString() }
    : { kind: 'open' };
}
