import type { RunJobRecord } from '../records/actionsRecords.ts';
import type { ParsedJob } from '../workflow/ParsedWorkflow.ts';

export type RerunScope =
  | { kind: 'all' }
  | { kind: 'failed' }
  | { kind: 'job'; jobId: number };

/** The jobs of an attempt that the next one takes over as they are. */
export function planRerun(
  all: ParsedJob[],
  before: RunJobRecord[],
  scope: RerunScope,
): RunJobRecord[] {
  const again = new Set<string>(firstAgain(before, scope));
  // What depends on a job that is run again is run again.
  for (let grown = true; grown; ) {
    grown = false;
    for (const job of all) {
      if (!again.has(job.id) && job.needs.some(need => again.has(need))) {
        again.add(job.id);
        grown = true;
      }
    }
  }
  return before.filter(job => !again.has(job.key));
}

function firstAgain(before: RunJobRecord[], scope: RerunScope): string[] {
  switch (scope.kind) {
    case 'all':
      return before.map(job => job.key);
    case 'failed':
      return before
        .filter(
          job => job.conclusion !== 'success' && job.conclusion !== 'skipped',
        )
        .map(job => job.key);
    case 'job':
      return before.filter(job => job.id === scope.jobId).map(job => job.key);
    default:
      return scope satisfies never;
  }
}
