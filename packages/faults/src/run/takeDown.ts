import { setTimeout as delay } from 'node:timers/promises';
import { patient } from '../snapshot/patient.ts';
import { orNothing } from '../snapshot/readPortal.ts';
import type { FaultsWorld } from '../world/FaultsWorld.ts';

interface Launch {
  status: string;
  reason?: string;
}

/** Longer than it takes a launch whose process has died to lose the name of its service. */
const longestWait = 300_000;

/** A launch as the page of launches shows it; undefined before it has begun. */
export async function readLaunch(
  { client }: FaultsWorld,
  id: string,
): Promise<Launch | undefined> {
  return orNothing(
    client.json<Launch>(`/api/delivery/v1/launches/${id}`, patient()),
  );
}

/** Waits until it is no longer said to run; a dead one is found out after a minute. */
export async function waitUntilEnded(
  world: FaultsWorld,
  id: string,
): Promise<Launch | undefined> {
  return until(async () => {
    const launch = await readLaunch(world, id);
    return launch?.status === 'running' ? undefined : { launch };
  }, `the launch ${id} to end`).then(({ launch }) => launch);
}

/** Takes a launch back, or a service down when its launch has ended well, as its page does. */
export async function takeDown(
  world: FaultsWorld,
  service: string,
  launch: string,
): Promise<'nothing-there' | 'done'> {
  const seen = await waitUntilEnded(world, launch);
  if (!seen) {
    return 'nothing-there';
  }
  const path =
    seen.status === 'completed'
      ? `/api/delivery/v1/services/component/default/${service}/decommission`
      : `/api/delivery/v1/launches/${launch}/take-back`;
  const preview = await world.client.json<{ basis: string }>(
    `${path}?dryRun=true`,
    { ...patient(), method: 'POST', json: {} },
  );
  const { launch: id } = await world.client.json<{ launch: string }>(path, {
    ...patient(),
    method: 'POST',
    json: { basis: preview.basis },
  });
  const end = await until(async () => {
    const now = await readLaunch(world, id);
    return now && now.status !== 'taking-back' ? now : undefined;
  }, `${service} to be taken down`);
  if (end.status !== 'taken-back') {
    throw new Error(
      `${service} is ${end.status} after its take-back: ${end.reason ?? ''}`,
    );
  }
  return 'done';
}

export async function until<T>(
  look: () => Promise<T | undefined>,
  what: string,
  milliseconds = longestWait,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) {
      return seen;
    }
    if (Date.now() > end) {
      throw new Error(`Waited ${milliseconds / 1000} s for ${what}`);
    }
    await delay(500);
  }
}
