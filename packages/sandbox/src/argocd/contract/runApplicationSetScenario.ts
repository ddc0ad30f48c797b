import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { NewObject, StoredObject } from '../../world/seams.ts';
import type { ApplicationSetCondition } from '../applicationset/ApplicationSet.ts';
import type { Application } from '../model/Application.ts';
import { ARGO_API } from '../model/Application.ts';
import type {
  ApplicationSetScenario,
  ObjectWorld,
  SeenApplication,
  SeenSet,
  SetAction,
} from './ApplicationSetScenario.ts';

const PATIENCE_MS = 60_000;

/** Tells the story of a scenario; each of its states must come. */
export async function runApplicationSetScenario(
  scenario: ApplicationSetScenario,
  world: ObjectWorld & { orphan(object: NewObject): Promise<void> },
): Promise<void> {
  if (scenario.files) {
    await world.commit('set.git', scenario.files);
  }
  const placed = (object: NewObject): NewObject =>
    JSON.parse(
      JSON.stringify(object).replaceAll(
        'forge.git',
        `${world.forgeUrl}/set.git`,
      ),
    );
  for (const object of scenario.surroundings ?? []) {
    await world.create(placed(object));
  }
  for (const step of scenario.steps) {
    const { action, seen, there = [], gone = [], trying } = step;
    await perform(world, { ...action, object: placed(action.object) });
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        assert.deepEqual(await look(world, scenario, seen), seen);
        for (const object of there) {
          assert.ok(
            await world.has(object),
            `${object.metadata.name} is there`,
          );
        }
        if (trying) {
          const found = await world.get(named('Application', trying));
          assert.equal(found?.status?.operationState?.phase, 'Running');
        }
        for (const object of gone) {
          assert.ok(
            !(await world.has(object)),
            `${object.metadata.name} is gone`,
          );
        }
        break;
      } catch (error) {
        if (Date.now() > deadline) {
          throw error;
        }
        await delay(50);
      }
    }
  }
}

async function perform(
  world: ObjectWorld & { orphan(object: NewObject): Promise<void> },
  action: SetAction,
): Promise<void> {
  switch (action.do) {
    case 'create':
      await world.create(action.object);
      return;
    case 'patch':
      await world.patch(action.object, action.patch);
      return;
    case 'delete':
      await world.delete(action.object);
      return;
    case 'orphan':
      await world.orphan(action.object);
      return;
    default:
      action satisfies never;
  }
}

/** Only of what is expected. */
async function look(
  world: ObjectWorld,
  { set, applications }: ApplicationSetScenario,
  expected: Partial<SeenSet>,
): Promise<Partial<SeenSet>> {
  const seen: Partial<SeenSet> = {};
  if (expected.conditions) {
    const found = await world.get(named('ApplicationSet', set));
    seen.conditions = conditionsOf(found);
  }
  if (expected.applications) {
    seen.applications = {};
    for (const name of applications) {
      const found = await world.get(named('Application', name));
      seen.applications[name] = found ? describe(found as Application) : 'gone';
    }
  }
  return seen;
}

function named(kind: string, name: string): NewObject {
  return {
    apiVersion: ARGO_API,
    kind,
    metadata: { name, namespace: 'argocd' },
  };
}

function conditionsOf(set: StoredObject | undefined): string[] {
  const conditions: ApplicationSetCondition[] = set?.status?.conditions ?? [];
  return conditions.map(
    ({ type, status, reason, message }) =>
      `${type} ${status} ${reason}: ${message}`,
  );
}

function describe({ metadata, spec }: Application): SeenApplication {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  return {
    labels: metadata.labels ?? {},
    finalizers: metadata.finalizers ?? [],
    ...(owner && { owner: owner.name }),
    path: spec.source?.path,
    automated: spec.syncPolicy?.automated !== undefined,
    ...(metadata.deletionTimestamp && { leaving: true }),
  };
}
