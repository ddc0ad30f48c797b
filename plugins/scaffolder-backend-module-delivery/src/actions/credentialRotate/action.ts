import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { rotateCredential } from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, onForge, runOf } from '../../run';
import { credentialThing } from './credentialThing';
import { examples } from './examples';
import { schema } from './schema';

export function createCredentialRotateAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:credential:rotate',
    description:
      'Replaces a credential of a service by a new one, without a moment in which neither works',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { service, use } = ctx.input;
      const on = onForge(deps, ctx.input);
      const thing = credentialThing(on, service, use);
      finish(
        ctx,
        await rotateCredential(runOf(deps, ctx), on, { service, thing }),
      );
      ctx.output('name', thing.name);
    },
  });
}
