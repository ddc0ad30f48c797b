import type {
  ApplicationCondition,
  ConditionType,
} from '../model/Application.ts';

/**
 * Replaces the conditions of some types. One that says the same as before keeps its time; all
 * stand in the order of their types and words.
 */
export function replaceConditions(
  current: ApplicationCondition[] | undefined,
  types: ConditionType[],
  next: ApplicationCondition[],
  now: string,
): ApplicationCondition[] | undefined {
  const known = current ?? [];
  const kept = known.filter(condition => !types.includes(condition.type));
  const replaced = next.map(({ type, message }) => ({
    type,
    message,
    lastTransitionTime:
      known.find(each => each.type === type && each.message === message)
        ?.lastTransitionTime ?? now,
  }));
  const all = [...kept, ...replaced].sort((a, b) =>
    `${a.type}/${a.message}` < `${b.type}/${b.message}` ? -1 : 1,
  );
  return all.length > 0 ? all : undefined;
}
