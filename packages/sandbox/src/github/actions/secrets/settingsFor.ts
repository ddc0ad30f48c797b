import type { ActionsRecords } from '../records/actionsRecords.ts';

/** The secrets and variables that a job sees: its environment's win over the repository's. */
export function settingsFor(
  records: ActionsRecords,
  job: { projectId: number; environment: string | null },
): { secrets: Record<string, string>; vars: Record<string, string> } {
  const visible = <
    T extends {
      projectId: number;
      environment: string | null;
      name: string;
      value: string;
    },
  >(
    all: T[],
  ) => {
    const isOf = (environment: string | null) =>
      all
        .filter(
          one =>
            one.projectId === job.projectId && one.environment === environment,
        )
        .map(one => [one.name, one.value] as const);
    return Object.fromEntries([
      ...isOf(null),
      ...(job.environment === null ? [] : isOf(job.environment)),
    ]);
  };
  return {
    secrets: visible(records.secrets.all()),
    vars: visible(records.variables.all()),
  };
}
