import type { ApplicationSetCondition } from './ApplicationSet.ts';

/** How a look at a set has ended. */
export type SetOutcome =
  | { kind: 'up-to-date' }
  | {
      kind: 'failed';
      reason: string;
      message: string;
      /** Whether it was known by then which Applications there are to be. */
      generated: boolean;
    };

/** What the controller says of it. A condition that says the same as before keeps its time. */
export function deriveSetConditions(
  outcome: SetOutcome,
  current: ApplicationSetCondition[],
  now: string,
): ApplicationSetCondition[] {
  return conditionsOf(outcome).map(condition => {
    const same = current.find(
      ({ type, status, reason, message }) =>
        type === condition.type &&
        status === condition.status &&
        reason === condition.reason &&
        message === condition.message,
    );
    return same ?? { ...condition, lastTransitionTime: now };
  });
}

function conditionsOf(outcome: SetOutcome): ApplicationSetCondition[] {
  const generated: ApplicationSetCondition = {
    type: 'ParametersGenerated',
    status: 'True',
    reason: 'ParametersGenerated',
    message: 'Successfully generated parameters for all Applications',
  };
  if (outcome.kind === 'up-to-date') {
    const done = {
      reason: 'ApplicationSetUpToDate',
      message: 'All applications have been generated successfully',
    };
    return [
      { type: 'ErrorOccurred', status: 'False', ...done },
      generated,
      { type: 'ResourcesUpToDate', status: 'True', ...done },
    ];
  }
  const { reason, message } = outcome;
  return [
    { type: 'ErrorOccurred', status: 'True', reason, message },
    outcome.generated
      ? generated
      : {
          type: 'ParametersGenerated',
          status: 'False',
          reason: 'ErrorOccurred',
          message,
        },
    {
      type: 'ResourcesUpToDate',
      status: 'False',
      reason: 'ErrorOccurred',
      message,
    },
  ];
}
