import { z } from 'zod';
import { ForgeJob, ForgePipeline } from '../ForgePipelines';

const progress = { status: z.string(), conclusion: z.string().nullish() };

export const runSchema = z.object({
  id: z.number(),
  workflow_id: z.number(),
  run_number: z.number().default(0),
  html_url: z.string(),
  ...progress,
});

export const jobSchema = z.object({
  id: z.number(),
  name: z.string(),
  html_url: z.string().nullish(),
  ...progress,
});

type Run = z.infer<typeof runSchema>;
type Progress = Pick<Run, 'status' | 'conclusion'>;

export function runState({
  status,
  conclusion,
}: Progress): ForgePipeline['state'] {
  if (status !== 'completed') {
    // An environment waits for somebody to review it.
    return status === 'waiting' ? 'waiting-for-person' : 'running';
  }
  switch (conclusion) {
    case 'success':
    case 'neutral':
      return 'succeeded';
    case 'skipped':
    case 'cancelled':
      return conclusion;
    case 'action_required':
      return 'waiting-for-person';
    default:
      return 'failed';
  }
}

export function jobState(job: Progress): ForgeJob['state'] {
  const state = runState(job);
  return state === 'running' && job.status !== 'in_progress'
    ? 'waiting'
    : state;
}

/** What somebody has to see to comes first; that all is well is said last. */
const order: ReadonlyArray<ForgePipeline['state']> = [
  'failed',
  'cancelled',
  'waiting-for-person',
  'running',
  'succeeded',
  'skipped',
];

/** Of the newest run of each workflow the one that says most; undefined when there is none. */
export function tellingRun(runs: readonly Run[]): Run | undefined {
  const newest = new Map<number, Run>();
  for (const run of runs) {
    const known = newest.get(run.workflow_id);
    if (!known || known.run_number < run.run_number) {
      newest.set(run.workflow_id, run);
    }
  }
  return [...newest.values()].sort(
    (a, b) =>
      order.indexOf(runState(a)) - order.indexOf(runState(b)) || b.id - a.id,
  )[0];
}
