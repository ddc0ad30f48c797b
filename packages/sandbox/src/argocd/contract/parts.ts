export const withNamespace = { syncOptions: ['CreateNamespace=true'] };
export const healthy = { sync: 'Synced', health: 'Healthy' };
export const done = { ...healthy, operation: 'Succeeded' };
export const create = { do: 'create' } as const;

export const seenInBetween = {
  sync: 'OutOfSync',
  health: 'Healthy',
  why: 'the recorded controller looked while it was still applying',
};

export const podsStarting = {
  sync: 'Synced',
  health: 'Progressing',
  why: 'pods may be ready before the controller looks',
};

export const justApplied = {
  sync: 'OutOfSync',
  health: 'Missing',
  operation: 'Succeeded',
  why: 'the recorded controller had looked in between',
};
