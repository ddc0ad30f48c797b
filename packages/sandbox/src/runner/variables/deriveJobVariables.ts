import type { CiVariable } from '../ciRecords.ts';
import { expandVariables } from './expandVariables.ts';

export interface JobVariables {
  values: Record<string, string>;
  /** Keys of those that a job gets as the path of a file with the value in it. */
  files: string[];
  /** Values that a trace must not show. */
  secrets: string[];
}

export function plainVariables(values: Record<string, string>): CiVariable[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value,
    variableType: 'env_var',
    masked: false,
    raw: true,
  }));
}

/** Merges layers, the later ones winning, and expands what is left. */
export function deriveJobVariables(layers: CiVariable[][]): JobVariables {
  const merged = new Map<string, CiVariable>();
  const secrets = new Set<string>();
  for (const variable of layers.flat()) {
    merged.set(variable.key, variable);
    // Also of one that another hides: it may have been handed on under a third name.
    if (variable.masked && variable.value) {
      secrets.add(variable.value);
    }
  }
  return {
    values: expandVariables([...merged.values()]),
    files: [...merged.values()]
      .filter(variable => variable.variableType === 'file')
      .map(variable => variable.key),
    secrets: [...secrets],
  };
}
