import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ensureDeploymentEnvironment } from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, repositoryTarget, runOf } from '../../run';
import { examples } from './examples';
import { parseReviewer } from './parseReviewer';
import { schema } from './schema';

export function createEnvironmentsAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:environments:ensure',
    description:
      'Makes sure that a repository has deployment environments, with those who have to approve',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { input } = ctx;
      const { host, path } = repositoryTarget(deps, input.repoUrl);
      const run = runOf(deps, ctx);
      const wanted = input.environments.map(one => ({
        host,
        path,
        name: one.name,
        reviewers: (one.reviewers ?? []).map(parseReviewer),
        preventSelfReview: one.preventSelfReview ?? false,
        waitMinutes: one.waitMinutes ?? 0,
        branches: one.branches ?? ('all' as const),
        required: input.required ?? false,
      }));
      const outcomes = [];
      const warnings: string[] = [];
      for (const one of wanted) {
        const ensured = await ensureDeploymentEnvironment(run, deps, one);
        const { warnings: mine, ...outcome } = ensured;
        outcomes.push(outcome);
        warnings.push(...mine);
      }
      finish(ctx, outcomes);
      ctx.output('warnings', [...new Set(warnings)]);
    },
  });
}
