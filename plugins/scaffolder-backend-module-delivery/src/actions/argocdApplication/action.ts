import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ensureApplication,
  placesOf,
  serviceTarget,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, onForge, runOf } from '../../run';
import { examples } from './examples';
import { schema } from './schema';
import { showManifests } from './showManifests';

export function createArgocdApplicationAction(given: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:argocd-application:ensure',
    description:
      'Makes sure that each environment of a service has its Application, which follows the default branch of the GitOps repository',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const deps = onForge(given, ctx.input);
      const { service, environment } = ctx.input;
      const { names } = serviceTarget(deps, service);
      const run = runOf(deps, ctx);
      finish(ctx, await ensureApplication(run, deps, ctx.input));
      await showManifests(run, deps, {
        ...ctx.input,
        workspacePath: ctx.workspacePath,
      });
      ctx.output(
        'applications',
        placesOf(deps.delivery, service, environment).map(place =>
          names.application(place.environment.name),
        ),
      );
    },
  });
}
