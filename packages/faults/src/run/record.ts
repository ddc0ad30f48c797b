import type { ForgeKind } from '../cells/Cell.ts';
import { projectsOf } from '../snapshot/readForge.ts';
import { readWorld } from '../snapshot/readWorld.ts';
import type { SeenRequest } from '../worker/protocol.ts';
import type { FaultsWorld } from '../world/FaultsWorld.ts';
import { nothingLeft, orderOf } from './runCell.ts';
import { takeDown } from './takeDown.ts';

/** An undisturbed launch: what it asked, step by step, and what was there at its end. */
export interface Reference {
  requests: SeenRequest[];
  lines: string[];
}

export async function record(
  world: FaultsWorld,
  forge: ForgeKind,
): Promise<Reference> {
  const service = `smooth-${forge}`;
  const task = `${service}-1`;
  const end = await world.workers.run(
    await orderOf(world, { forge }, service, task),
  );
  if (end.kind === 'killed' || !end.result.succeeded) {
    throw new Error(
      `The undisturbed launch on ${forge} has failed: ${
        end.kind === 'killed' ? 'killed' : end.result.error?.message
      }`,
    );
  }
  const lines = await settled(() => readWorld(world, service));
  const projects = new Set(projectsOf(world, service).map(({ id }) => id));
  await takeDown(world, service, task);
  const left = await nothingLeft(world, service, projects, forge);
  if (left.length > 0) {
    throw new Error(
      `The undisturbed launch on ${forge} leaves, when it is taken down: ${left.join(
        ', ',
      )}`,
    );
  }
  return { requests: end.result.requests, lines };
}

/** What is read when it is the same three times. */
async function settled(read: () => Promise<string[]>): Promise<string[]> {
  let last = await read();
  for (let same = 0; same < 3; ) {
    await new Promise(resolve => setTimeout(resolve, 1500));
    const now = await read();
    same = now.join('\n') === last.join('\n') ? same + 1 : 0;
    last = now;
  }
  return last;
}
