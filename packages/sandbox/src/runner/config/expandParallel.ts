import type { CiJob } from './ciConfigSchema.ts';

export interface ParallelJob {
  name: string;
  /** The name in the configuration, which `needs` of others refer to. */
  baseName: string;
  variables: Record<string, string>;
}

/** `job 1/3` for a number, `job: [a, b]` for each combination of a matrix. */
export function expandParallel(
  name: string,
  parallel: CiJob['parallel'],
): ParallelJob[] {
  if (parallel === undefined) {
    return [{ name, baseName: name, variables: {} }];
  }
  if (typeof parallel === 'number') {
    return Array.from({ length: parallel }, (_, index) => ({
      name: `${name} ${index + 1}/${parallel}`,
      baseName: name,
      variables: {
        CI_NODE_INDEX: String(index + 1),
        CI_NODE_TOTAL: String(parallel),
      },
    }));
  }
  return parallel.matrix
    .flatMap(row => combinations(Object.entries(row)))
    .map(variables => ({
      name: `${name}: [${Object.values(variables).join(', ')}]`,
      baseName: name,
      variables,
    }));
}

function combinations(
  entries: Array<[string, string[]]>,
): Array<Record<string, string>> {
  return entries.reduce<Array<Record<string, string>>>(
    (rows, [key, values]) =>
      rows.flatMap(row => values.map(value => ({ ...row, [key]: value }))),
    [{}],
  );
}
