import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ensureApplicationSet,
  placesOf,
  serviceTarget,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, onForge, runOf } from '../../run';
import { showManifests } from '../argocdApplication/showManifests';
import { examples } from './examples';
import { schema } from './schema';

export function createArgocdApplicationSetAction(given: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:argocd-applicationset:ensure',
    description:
      'Makes sure that an ApplicationSet makes the Application of each environment of a service, and that it has made them; in place of delivery:argocd-application:ensure',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const deps = onForge(given, ctx.input);
      const { service } = ctx.input;
      const { names } = serviceTarget(deps, service);
      const run = runOf(deps, ctx);
      finish(ctx, await ensureApplicationSet(run, deps, ctx.input));
      await showManifests(run, deps, {
        ...ctx.input,
        workspacePath: ctx.workspacePath,
      });
      ctx.output('applicationSet', names.applicationSet);
      ctx.output(
        'applications',
        placesOf(deps.delivery, service).map(place =>
          names.application(place.environment.name),
        ),
      );
    },
  });
}
