import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { LaunchDeps } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createLaunchFinishAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:launch:finish',
    description:
      'Says in the ledger that a launch has ended well, and gives the name of the service back; the last step of a template',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      if (!ctx.isDryRun) {
        await deps.ledgers
          ?.of(ctx.task.id, ctx.signal)
          .close({ status: 'completed' });
      }
      ctx.output('launch', ctx.task.id);
    },
  });
}
