import { ServiceUnavailableError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { placesOf, serviceTarget, poll } from '@slipway/plugin-wiring-node';
import { DeliveryApi, deriveLook } from '../../delivery';
import { finish, LaunchDeps, onForge } from '../../run';
import { DegradedWatch } from './DegradedWatch';
import { examples } from './examples';
import { schema } from './schema';

export function createEnvironmentWaitAction(given: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:environment:wait',
    description:
      'Waits until an environment of a service is healthy: first for something to be deployed, then for it to be well',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const deps = onForge(given, ctx.input);
      const { service, environment } = ctx.input;
      const { names } = serviceTarget(deps, service);
      placesOf(deps.delivery, service, environment);
      const item = {
        what: 'environment',
        name: `${environment} of ${service}`,
      };
      if (ctx.isDryRun) {
        ctx.logger.info(`would wait until ${item.name} is healthy`);
        finish(ctx, [{ ...item, result: 'unchanged' }]);
        ctx.output('seconds', 0);
        return;
      }
      const entityRef = ctx.input.entityRef ?? names.entityRef;
      const api = new DeliveryApi(deps, {
        credentials: await ctx.getInitiatorCredentials(),
        signal: ctx.signal,
      });
      const start = deps.clock.now().getTime();
      let waited = false;
      const common = {
        clock: deps.clock,
        signal: ctx.signal,
        say: (words: string) => {
          waited = true;
          ctx.logger.info(`${environment}: ${words}`);
        },
      };
      const look = async () =>
        deriveLook(await api.read(entityRef), environment);

      await poll<void>({
        ...common,
        look: async () => {
          const seen = await look();
          return seen.kind === 'nothing'
            ? {
                kind: 'waiting',
                words: `waiting for something to be deployed (${seen.words})`,
              }
            : { kind: 'done', value: undefined };
        },
        timeoutSeconds: ctx.input.deploySeconds ?? 300,
        onTimeout: words =>
          new ServiceUnavailableError(
            `Nothing has been deployed to ${item.name} in time: ${words}; ` +
              'look at the Application in Argo CD, then run the launch again',
          ),
      });

      const degraded = new DegradedWatch(
        deps.clock,
        ctx.input.graceSeconds ?? 60,
      );
      const healthy = await poll<{ tag?: string }>({
        ...common,
        look: async () => {
          const seen = await look();
          degraded.see(seen, item.name);
          return seen.kind === 'healthy'
            ? { kind: 'done', value: { tag: seen.environment.live?.tag } }
            : {
                kind: 'waiting',
                words: `waiting until it is healthy (${seen.words})`,
              };
        },
        timeoutSeconds: ctx.input.healthySeconds ?? 900,
        onTimeout: words =>
          new ServiceUnavailableError(
            `${item.name} has not become healthy in time: ${words}`,
          ),
      });
      const seconds = Math.round((deps.clock.now().getTime() - start) / 1000);
      ctx.logger.info(
        `${environment}: healthy${waited ? ` after ${seconds} s` : ''}`,
      );
      finish(ctx, [{ ...item, result: waited ? 'updated' : 'unchanged' }]);
      ctx.output('seconds', seconds);
      if (healthy.tag) {
        ctx.output('tag', healthy.tag);
      }
    },
  });
}
