import { RunContext } from '@slipway/plugin-wiring-node';
import { LaunchDeps } from './LaunchDeps';

/** The step of a task, as what brings things into their wanted state sees it. */
export function runOf(
  deps: LaunchDeps,
  ctx: RunContext & { task: { id: string } },
): RunContext {
  const { logger, signal, isDryRun, task } = ctx;
  return {
    logger,
    signal,
    isDryRun,
    checkpoint: options => ctx.checkpoint(options),
    ...(deps.ledgers && { ledger: deps.ledgers.of(task.id, signal) }),
  };
}
