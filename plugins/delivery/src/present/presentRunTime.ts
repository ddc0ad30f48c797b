import { presentDuration } from '../time';
import { Words } from '../translation';

/** How long a run took, or has been running; undefined before it has started. */
export function presentRunTime(
  run: { status: string; startedAt?: string; finishedAt?: string },
  nowMs: number,
  words: Words,
): string | undefined {
  const start = Date.parse(run.startedAt ?? '');
  const finish = Date.parse(run.finishedAt ?? '');
  if (Number.isNaN(start)) {
    return undefined;
  }
  if (!Number.isNaN(finish)) {
    return words.t('pipeline.took', {
      duration: words.say(presentDuration(finish - start)),
    });
  }
  return run.status === 'running'
    ? words.t('pipeline.running', {
        duration: words.say(presentDuration(nowMs - start)),
      })
    : undefined;
}
