export const healthy = { phase: 'Healthy' };
export const paused = { phase: 'Paused', message: 'CanaryPauseStep' };
export const create = { action: { do: 'create' }, until: healthy } as const;
export const image = (tag: string, what = `image ${tag}`) => ({
  do: 'image' as const,
  image: `registry.local/demo:${tag}`,
  what,
});

export const becomingAvailable = {
  message: 'updated replicas are still becoming available',
  why: 'whether it is written depends on how fast the pods become ready',
};
export const pendingTermination = {
  message: 'old replicas are pending termination',
  why: 'whether it is written depends on how fast the old pods go',
};

export const cutoverPending = {
  message: 'active service cutover pending',
  why: 'whether it is written before the pause depends on how fast the pods become ready',
};
