import { ConditionFacts } from '../../parse';

export function conditionOf(
  conditions: ConditionFacts[],
  type: string,
): ConditionFacts | undefined {
  return conditions.find(it => it.type === type);
}

/** When a condition got the status that it has, if that is the given one. */
export function conditionSince(
  conditions: ConditionFacts[],
  type: string,
  status: 'True' | 'False',
): string | undefined {
  const condition = conditionOf(conditions, type);
  return condition?.status === status ? condition.since : undefined;
}

/** The pods of the newest revision did not become available within `progressDeadlineSeconds`. */
export function isDeadlineExceeded(conditions: ConditionFacts[]): boolean {
  const progressing = conditionOf(conditions, 'Progressing');
  return (
    progressing?.status === 'False' &&
    progressing.reason === 'ProgressDeadlineExceeded'
  );
}
