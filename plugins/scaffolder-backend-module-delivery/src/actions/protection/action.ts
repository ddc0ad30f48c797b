import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ensureProtection } from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, repositoryTarget, runOf } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createProtectionAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:protection:ensure',
    description: 'Makes sure that a branch of a repository has its rules',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { input } = ctx;
      const { host, path } = repositoryTarget(deps, input.repoUrl);
      const { branch, warnings, ...outcome } = await ensureProtection(
        runOf(deps, ctx),
        deps,
        {
          host,
          path,
          branch: input.branch,
          rules: {
            push: input.push ?? 'maintainers',
            merge: input.merge ?? 'developers',
            forcePush: input.allowForcePush ?? false,
            deployKeys: input.deployKeysMayPush ?? true,
            approvals: input.approvals ?? 0,
            checks: input.checks ?? [],
          },
        },
      );
      finish(ctx, [outcome]);
      ctx.output('branch', branch);
      ctx.output('warnings', warnings);
    },
  });
}
