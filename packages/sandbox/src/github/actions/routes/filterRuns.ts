import type { RunRecord } from '../records/actionsRecords.ts';

/** `2026-01-01..2026-02-01`, `>=2026-01-01`, or a day. */
function isWithin(created: string, wanted: string): boolean {
  const time = Date.parse(created);
  const range = /^(.*)\.\.(.*)$/.exec(wanted);
  if (range) {
    const [, from, to] = range;
    return (
      (from === '*' || time >= Date.parse(from)) &&
      (to === '*' || time <= Date.parse(to))
    );
  }
  const [, operator, date] = /^(>=|<=|>|<)?(.*)$/.exec(wanted)!;
  const bound = Date.parse(date);
  switch (operator) {
    case '>=':
      return time >= bound;
    case '<=':
      return time <= bound;
    case '>':
      return time > bound;
    case '<':
      return time < bound;
    default:
      return created.startsWith(date);
  }
}

/** Runs as a list's query asks for them, newest first. */
export function filterRuns(
  runs: RunRecord[],
  query: Record<string, any>,
  loginOf: (userId: number) => string | undefined,
): RunRecord[] {
  const { branch, event, status, head_sha: sha, actor, created } = query;
  return runs
    .filter(
      run =>
        (!branch || run.headBranch === branch) &&
        (!event || run.event === event) &&
        // One parameter asks for the status or for the conclusion.
        (!status || run.status === status || run.conclusion === status) &&
        (!sha || run.headSha === sha) &&
        (!actor || loginOf(run.actorId) === actor) &&
        (!created || isWithin(run.createdAt, String(created))),
    )
    .sort((a, b) => b.id - a.id);
}
