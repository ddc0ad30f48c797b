import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  placesOf,
  serviceTarget,
  poll,
  Result,
} from '@slipway/plugin-wiring-node';
import { DeliveryApi, deriveLook } from '../../delivery';
import { finish, LaunchDeps, onForge } from '../../run';
import { examples } from './examples';
import { planSync } from './plan';
import { schema } from './schema';

export function createEnvironmentSyncAction(given: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:environment:sync',
    description:
      'Starts the sync of an environment that does not sync by itself, unless it is where git wants it or on its way; asked for by the person who launches, so their permissions hold',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const deps = onForge(given, ctx.input);
      const { service, environment } = ctx.input;
      const { names } = serviceTarget(deps, service);
      placesOf(deps.delivery, service, environment);
      const entityRef = ctx.input.entityRef ?? names.entityRef;
      const item = { what: 'sync', name: `${environment} of ${service}` };
      if (ctx.isDryRun) {
        ctx.logger.info(`would sync ${item.name} unless it is synced`);
        finish(ctx, [{ ...item, result: 'unchanged' }]);
        return;
      }
      const api = new DeliveryApi(deps, {
        credentials: await ctx.getInitiatorCredentials(),
        signal: ctx.signal,
      });
      const result = await poll<Result>({
        clock: deps.clock,
        signal: ctx.signal,
        say: words => ctx.logger.info(`${environment}: ${words}`),
        look: async () => {
          const plan = planSync(
            deriveLook(await api.read(entityRef), environment),
            environment,
          );
          switch (plan.kind) {
            case 'none':
              return { kind: 'done', value: 'unchanged' };
            case 'later':
              return { kind: 'waiting', words: plan.words };
            case 'sync':
              return (await start(api, entityRef, environment, plan.basis))
                ? { kind: 'done', value: 'updated' }
                : {
                    kind: 'waiting',
                    words: 'its state has moved on meanwhile',
                  };
            default:
              throw new TypeError(`Not a plan: ${plan satisfies never}`);
          }
        },
        timeoutSeconds: ctx.input.timeoutSeconds ?? 300,
        onTimeout: words =>
          new ServiceUnavailableError(
            `No sync of ${item.name} could be started in time: ${words}; ` +
              'may you sync it? If so, run the launch again',
          ),
      });
      ctx.logger.info(
        result === 'unchanged'
          ? `${environment}: already synced or on its way`
          : `${environment}: sync started`,
      );
      finish(ctx, [{ ...item, result }]);
    },
  });
}

/** False when the state that the offer was decided on has changed. */
async function start(
  api: DeliveryApi,
  entityRef: string,
  environment: string,
  basis: string,
): Promise<boolean> {
  try {
    await api.operate(entityRef, {
      kind: 'sync',
      target: { kind: 'environment', environment },
      basis,
      reason: 'Launch',
    });
    return true;
  } catch (error) {
    if (error instanceof ConflictError) {
      return false;
    }
    throw error;
  }
}
