import { toError } from '@backstage/errors';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { Ledger } from '@slipway/plugin-wiring-node';
import { Ledgers } from './Ledgers';

/** Well within the time after which a launch is taken to be dead. */
const renewMs = 20_000;

/** The reason is for people; the log of the task has it whole. */
const longestReason = 2000;

/**
 * The action as a step of a launch: the launch keeps the name of its service while the action waits,
 * and gives it back at once when the action fails or is cancelled.
 */
export function withLaunch<Action extends TemplateAction<any, any, any>>(
  ledgers: Ledgers | undefined,
  action: Action,
): Action {
  if (!ledgers) {
    return action;
  }
  const handler: Action['handler'] = async ctx => {
    if (ctx.isDryRun) {
      await action.handler(ctx);
      return;
    }
    // Not with the task's signal: what a cancelled task has to say last must still be said.
    const ledger = ledgers.of(ctx.task.id);
    const timer = setInterval(() => {
      ledger.renew().catch(error => {
        ctx.logger.warn(
          `This launch may lose the name of its service: ${
            toError(error).message
          }`,
        );
      });
    }, renewMs);
    try {
      await action.handler(ctx);
    } catch (error) {
      clearInterval(timer);
      await close(ledger, ctx, toError(error));
      throw error;
    } finally {
      clearInterval(timer);
    }
  };
  return { ...action, handler };
}

async function close(
  ledger: Ledger,
  ctx: Parameters<TemplateAction['handler']>[0],
  failure: Error,
): Promise<void> {
  try {
    await ledger.close(
      ctx.signal?.aborted
        ? { status: 'cancelled' }
        : { status: 'failed', reason: failure.message.slice(0, longestReason) },
    );
  } catch (error) {
    ctx.logger.warn(
      `The ledger could not be told that this launch has ended, and will see it by itself: ${
        toError(error).message
      }`,
    );
  }
}
