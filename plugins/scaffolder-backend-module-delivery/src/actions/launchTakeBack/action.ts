import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { poll } from '@slipway/plugin-wiring-node';
import { LaunchApi, TakenLaunch } from '../../ledger';
import { LaunchDeps } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

/** Argo CD takes the workloads down first, and repositories go last. */
const timeoutSeconds = 900;

export function createLaunchTakeBackAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:launch:take-back',
    description:
      'Takes back what a launch has created and nothing that it adopted; what people have changed since stays. For a step with `if: failure()`',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const launch = ctx.input.launch ?? ctx.task.id;
      const say = (words: string) => ctx.logger.info(words);
      if (ctx.isDryRun) {
        say('would take back what the launch has created');
        writeOutputs(ctx, []);
        return;
      }
      if (launch === ctx.task.id) {
        // A step before this one has failed, whatever kind of step it was.
        await deps.ledgers
          ?.of(launch, ctx.signal)
          .close({ status: 'failed', reason: 'A step of it has failed' });
      }
      const api = new LaunchApi(deps, {
        credentials: await ctx.getInitiatorCredentials(),
        signal: ctx.signal,
      });
      const preview = await api.preview(launch).catch(error => {
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      });
      if (!preview) {
        say('Nothing has been made, so there is nothing to take back');
        writeOutputs(ctx, []);
        return;
      }
      await api.takeBack(launch, preview.basis);
      const taken = await poll<TakenLaunch>({
        look: async () => {
          const seen = await api.read(launch);
          return seen.status === 'taking-back'
            ? { kind: 'waiting', words: describe(seen) }
            : { kind: 'done', value: seen };
        },
        clock: deps.clock,
        timeoutSeconds,
        signal: ctx.signal,
        say,
        onTimeout: words =>
          new ServiceUnavailableError(
            `The launch is still being taken back after ${timeoutSeconds} s: ${words}; it goes on by itself, look at the page of launches`,
          ),
      });
      if (taken.status !== 'taken-back') {
        throw new ServiceUnavailableError(
          taken.reason ??
            `The launch is ${taken.status} and not taken back; look at the page of launches`,
        );
      }
      writeOutputs(ctx, taken.items, say);
    },
  });
}

function describe({ items }: TakenLaunch): string {
  const done = items.filter(({ status }) => status === 'taken-back').length;
  return `${done} of ${items.length} things are gone`;
}

function writeOutputs(
  ctx: { output(name: 'removed' | 'kept', value: string[]): void },
  items: TakenLaunch['items'],
  say: (words: string) => void = () => {},
): void {
  const named = (status: string) =>
    items
      .filter(item => item.status === status)
      .map(({ what, name }) => `${what} ${name}`);
  const removed = named('taken-back');
  const kept = named('kept');
  removed.forEach(name => say(`taken back ${name}`));
  kept.forEach(name => say(`kept       ${name}`));
  ctx.output('removed', removed);
  ctx.output('kept', kept);
}
