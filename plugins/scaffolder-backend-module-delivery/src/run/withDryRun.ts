import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { Outcome } from '@slipway/plugin-wiring-node';

/** Where in its workspace a dry run puts what it would do; the page of a dry run shows these files. */
export const dryRunFolder = 'dry-run';

/** The action with what it would do written into a file of its step, in a dry run. */
export function withDryRun<Action extends TemplateAction<any, any, any>>(
  action: Action,
): Action {
  const handler: Action['handler'] = async ctx => {
    if (!ctx.isDryRun) {
      await action.handler(ctx);
      return;
    }
    let outcomes: Outcome[] = [];
    await action.handler({
      ...ctx,
      output: (name, value) => {
        if (name === 'items') {
          outcomes = value as Outcome[];
        }
        ctx.output(name, value);
      },
    });
    const lines = outcomes.flatMap(({ what, name, result, diff = [] }) =>
      result === 'unchanged'
        ? []
        : [
            `would be ${result}  ${what} ${name}`,
            ...diff.map(line => `    ${line}`),
          ],
    );
    if (lines.length > 0) {
      const folder = join(ctx.workspacePath, dryRunFolder);
      await fs.mkdir(folder, { recursive: true });
      // A step with `each` comes here several times.
      await fs.appendFile(
        join(
          folder,
          `step-${ctx.step?.id ?? action.id.replaceAll(':', '-')}.diff`,
        ),
        `${lines.join('\n')}\n`,
      );
    }
  };
  return { ...action, handler };
}
