import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  formatFinding,
  formatSentence,
  presentPreflight,
} from '@slipway/plugin-delivery-common';
import { preflight } from '@slipway/plugin-wiring-node';
import { LaunchDeps, onForge } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createPreflightAction(given: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:preflight',
    description:
      'Looks at everything that can be known to make a launch fail, and tells all of it at once, before anything is made',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { service } = ctx.input;
      const { findings, checked, skipped } = presentPreflight(
        await preflight(onForge(given, ctx.input), ctx.input, {
          signal: ctx.signal,
        }),
      );
      const words = findings.map(finding => ({
        id: finding.id,
        severity: finding.severity,
        place: finding.place.name,
        text: formatFinding(finding),
      }));
      const skippedWords = skipped.map(
        ({ what, place, reason }) =>
          `${place.name}: ${formatSentence(what)} ${formatSentence(reason)}`,
      );
      ctx.output('findings', words);
      ctx.output('checked', checked.length);
      ctx.output('skipped', skippedWords);
      for (const one of skippedWords) {
        ctx.logger.warn(`not looked at  ${one}`);
      }
      for (const { text } of words.filter(
        ({ severity }) => severity === 'warns',
      )) {
        ctx.logger.warn(`warning  ${text}`);
      }
      const blocking = words.filter(({ severity }) => severity === 'blocks');
      if (blocking.length > 0) {
        throw new InputError(
          [
            `${service} cannot be launched yet, ${
              blocking.length === 1
                ? 'one thing is'
                : `${blocking.length} things are`
            } in the way:`,
            ...blocking.map(({ text }) => `- ${text}`),
          ].join('\n'),
        );
      }
      ctx.logger.info(
        `${checked.length} things looked at, nothing is in the way of ${service}`,
      );
    },
  });
}
