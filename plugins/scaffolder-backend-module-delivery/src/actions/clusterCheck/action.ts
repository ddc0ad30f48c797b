import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  checkClusters,
  describeClusterProblem,
} from '@slipway/plugin-wiring-node';
import { LaunchDeps, onForge } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createClusterCheckAction(given: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:cluster:check',
    description:
      'Looks whether the cluster of each environment answers, and whether the Argo CD that is to deploy there has been told of it and may; fails with what is missing and what to do',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const deps = onForge(given, ctx.input);
      const checked = await checkClusters(ctx, deps, ctx.input);
      ctx.output(
        'clusters',
        checked.map(({ problems: _, ...place }) => place),
      );
      const lines = checked.flatMap(one =>
        one.problems.map(problem => describeClusterProblem(one, problem)),
      );
      if (lines.length > 0) {
        throw new InputError(
          [
            `${ctx.input.service} has no place yet for every environment:`,
            ...lines.map(line => `- ${line}`),
          ].join('\n'),
        );
      }
      for (const { environment, cluster, argocd, server } of checked) {
        ctx.logger.info(
          `${environment}: the Argo CD ${argocd} deploys to ${cluster}, as ${server}`,
        );
      }
    },
  });
}
