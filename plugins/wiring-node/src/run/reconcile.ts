import { Plan, Result, resultOf, strongest } from './Plan';
import { RunContext } from './RunContext';
import { Thing } from './Thing';

/** One thing that an action brought into its wanted state. */
export interface Outcome {
  /** Such as `GitOps repository`. */
  what: string;
  name: string;
  result: Result;
}

/**
 * Carries out a plan, or in a dry run only says what it would do.
 *
 * The intent is checkpointed before the effect. When a crash comes between the two, the recovered
 * task finds the thing there and plans nothing, but still answers that this launch created it.
 */
export async function reconcile(
  ctx: RunContext,
  item: { what: string; name: string; thing: Thing },
  plan: Plan,
  apply: () => Promise<void>,
): Promise<Outcome> {
  const planned = resultOf(plan);
  const why = plan.kind === 'update' ? ` (${plan.why})` : '';
  const { what, name } = item;
  if (ctx.isDryRun) {
    const words = planned === 'unchanged' ? planned : `would be ${planned}`;
    ctx.logger.info(`${words}  ${what} ${name}${why}`);
    return { what, name, result: planned };
  }
  const intended = await ctx.checkpoint<Result>({
    key: `intent ${what} ${name}`,
    fn: async () => planned,
  });
  if (plan.kind !== 'unchanged') {
    ctx.signal?.throwIfAborted();
    await apply();
  }
  const result = strongest([intended, planned]);
  ctx.logger.info(`${result.padEnd(9)}  ${what} ${name}${why}`);
  return { what, name, result };
}
