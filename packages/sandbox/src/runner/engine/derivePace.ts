import type { JobRecord } from '../ciRecords.ts';
import type { JobEffect } from '../effects/deriveEffects.ts';

/** How long a job takes, in milliseconds of the sandbox's time: the same for the same name. */
export function derivePace(
  job: Pick<JobRecord, 'name'>,
  effects: JobEffect[],
): number {
  const spread = [...job.name].reduce(
    (sum, character) => (sum * 31 + character.charCodeAt(0)) % 1500,
    7,
  );
  if (effects.some(effect => effect.kind === 'push-image')) {
    return 4500 + spread;
  }
  return (/scan|test/.test(job.name) ? 2800 : 1800) + spread;
}
