import { Diff, presentDiff } from '../diff/Diff';
import { Plan, Result, resultOf, strongest } from './Plan';
import { RunContext } from './RunContext';
import { Thing } from './Thing';

/**
 * One thing that an action brought into its wanted state.
 *
 * @public
 */
export interface Outcome {
  /** Such as `GitOps repository`. */
  what: string;
  name: string;
  result: Result;
  /** In a dry run, what would be changed, line by line. */
  diff?: string[];
}

/**
 * Carries out a plan, or in a dry run only says what it would do.
 *
 * The intent is checkpointed, and written into the run's ledger, before the effect. When a crash comes
 * between the two, the recovered task finds the thing there and plans nothing, but still answers that
 * this launch created it.
 *
 * `apply` may give a fingerprint of what it wrote, and `item` one of what is there: a commit's id, an
 * object's uid and hash, never anything made of a value.
 *
 * @public
 */
export async function reconcile(
  ctx: RunContext,
  item: {
    what: string;
    name: string;
    thing: Thing;
    fingerprint?: string;
    /** What a plan that changes something would change; asked for in a dry run only. */
    diff?: () => Promise<Diff> | Diff;
  },
  plan: Plan,
  apply: () => Promise<string | void>,
): Promise<Outcome> {
  const planned = resultOf(plan);
  const why = plan.kind === 'update' ? ` (${plan.why})` : '';
  const { diff, ...named } = item;
  const { what, name } = named;
  if (ctx.isDryRun) {
    if (planned === 'unchanged') {
      ctx.logger.info(`${planned}  ${what} ${name}`);
      return { what, name, result: planned };
    }
    const lines = diff ? presentDiff(await diff()) : [];
    ctx.logger.info(
      [
        `would be ${planned}  ${what} ${name}${why}`,
        ...lines.map(line => `    ${line}`),
      ].join('\n'),
    );
    return {
      what,
      name,
      result: planned,
      ...(lines.length > 0 && { diff: lines }),
    };
  }
  const intended = await ctx.checkpoint<Result>({
    key: `intent ${what} ${name}`,
    fn: async () => planned,
  });
  await ctx.ledger?.intend({
    ...named,
    plan: plan.kind,
    ...(plan.kind === 'update' && plan.adopts && { adopts: true }),
    fingerprint: plan.kind === 'unchanged' ? named.fingerprint : undefined,
  });
  if (plan.kind !== 'unchanged') {
    ctx.signal?.throwIfAborted();
    const fingerprint = (await apply()) ?? undefined;
    await ctx.ledger?.settle(item.thing, {
      result: plan.kind === 'create' ? 'created' : 'updated',
      fingerprint,
    });
  }
  const result = strongest([intended, planned]);
  ctx.logger.info(`${result.padEnd(9)}  ${what} ${name}${why}`);
  return { what, name, result };
}
