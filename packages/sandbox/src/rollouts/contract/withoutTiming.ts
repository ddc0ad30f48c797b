import { collapse } from './observeRollout.ts';

/** States that depend on how fast things are; such states are left out of a comparison. */
export type Timing<T> = Array<Partial<T> & { why: string }>;

/** The states that have to be the same each time a story is told. */
export function withoutTiming<T extends object>(
  timing: Timing<T> | undefined,
  states: T[],
): T[] {
  return collapse(
    states.filter(
      state =>
        !timing?.some(({ why: _, ...known }) =>
          Object.entries(known).every(
            ([key, value]) =>
              JSON.stringify(state[key as keyof T]) === JSON.stringify(value),
          ),
        ),
    ),
  );
}
