import { mockServices } from '@backstage/backend-test-utils';
import {
  lookAround,
  planTakeBack,
  takeBack,
  TakeBackPlan,
} from '@slipway/plugin-wiring-node';
import { World } from './World';

const scope = {
  service: 'payments',
  entityRef: 'component:default/payments',
};

/** Takes back what the ledger of a world knows; what was planned. */
export async function takeBackWorld(
  world: World,
  options: { also?: string[]; covers?: (launch: string) => boolean } = {},
): Promise<TakeBackPlan> {
  const ledger = world.ledger!;
  const deps = {
    ...world.deps(),
    catalog: {
      hasLocation: async (url: string) => world.locations.has(`url:${url}`),
      forget: async (url: string) => {
        world.locations.delete(`url:${url}`);
      },
    },
  };
  const entries = [...ledger.entries.values()];
  const sights = await lookAround({}, deps, scope, entries);
  const plan = planTakeBack(entries, sights, {
    covers: options.covers ?? (() => true),
    also: new Set(options.also),
  });
  await takeBack(
    {
      logger: mockServices.logger.mock({
        info: message => world.logs.push(message),
      }),
      checkpoint: async ({ fn }) => fn(),
      ledger: world.deps().ledgers!.of('task'),
    },
    deps,
    scope,
    plan,
  );
  return plan;
}

/** What is still there, and not on its way out, by name. */
export function leftIn(world: World): string[] {
  const { gitlab, clusters } = world.summary();
  const project = (one: { project?: string }) => one.project;
  return [
    ...gitlab.projects
      .filter(one => !one.marked_for_deletion_on)
      .map(one => `project ${one.path_with_namespace}`),
    ...gitlab.accessTokens.map(one => `access token of ${project(one)}`),
    ...gitlab.deployTokens.map(one => `deploy token of ${project(one)}`),
    ...gitlab.variables.map(one => `variable of ${project(one)}`),
    ...gitlab.hooks.map(one => `hook of ${project(one)}`),
    ...clusters.flatMap(({ name, objects }) =>
      objects.map(object => `${object.kind} ${object.name} on ${name}`),
    ),
    ...[...world.locations].map(url => `location ${url}`),
  ];
}
