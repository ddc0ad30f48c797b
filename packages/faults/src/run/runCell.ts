import { setTimeout as delay } from 'node:timers/promises';
import { templates } from '../cells/readSteps.ts';
import type { Cell, ForgeKind } from '../cells/Cell.ts';
import { planFault } from '../cells/planFault.ts';
import { differences } from '../snapshot/normalise.ts';
import { projectsOf } from '../snapshot/readForge.ts';
import { leftOf, readWorld } from '../snapshot/readWorld.ts';
import {
  nothingSearched,
  searchService,
  type Searched,
} from '../secrets/searchCanary.ts';
import type { LaunchOrder } from '../worker/protocol.ts';
import type { FaultsWorld } from '../world/FaultsWorld.ts';
import type { WorkerEnd } from '../world/WorkerPool.ts';
import { judgeFirstRun } from './judgeFirstRun.ts';
import type { Reference } from './record.ts';
import { readLaunch, takeDown, waitUntilEnded } from './takeDown.ts';

export interface CellReport {
  cell: Cell;
  service: string;
  /** What was hit. */
  fault: string;
  /** How the first run ended, in words. */
  firstRun: string;
  problems: string[];
  searched: Searched;
  seconds: number;
}

/** How long controllers may take until all is as it was the other time, in milliseconds. */
const settling = 90_000;

/** What makes room for others while a cell only waits. */
export type Park = <T>(wait: () => Promise<T>) => Promise<T>;

/** One fault in one step of one launch, and what is done after it. */
export async function runCell(
  world: FaultsWorld,
  cell: Cell,
  options: { service: string; seed: string; reference: Reference; park: Park },
): Promise<CellReport> {
  const started = Date.now();
  const { service, seed, reference, park } = options;
  const task = `${service}-1`;
  const fault = planFault(cell, task, service, reference.requests, seed);
  const report: CellReport = {
    cell,
    service,
    // Its path is that of the launch that was recorded.
    fault: fault.words.replaceAll(`smooth-${cell.forge}`, service),
    firstRun: '',
    problems: [],
    searched: nothingSearched(),
    seconds: 0,
  };
  const active = fault.rules.map(rule => world.sandbox.faults.add(rule).id);
  try {
    const end = await world.workers.run({
      ...(await orderOf(world, cell, service, task)),
      aim: fault.aim,
      act: fault.act,
    });
    active.forEach(id => world.sandbox.faults.remove(id));
    report.firstRun = describe(end);
    report.problems.push(
      ...judgeFirstRun(cell, end, { service, hosts: world.hosts() }),
      ...(end.kind === 'ended' && fault.aim && !end.result.hit
        ? ['the request that was aimed at was not made']
        : []),
    );
    const known = await readLaunch(world, task);
    if (known?.status === 'running') {
      await park(() => waitUntilEnded(world, task));
    }
    const last =
      cell.ending === 'rerun'
        ? await runAgain(world, cell, service, reference, report.problems)
        : task;
    report.searched = await searchService(world, service);
    report.problems.push(
      ...report.searched.hits.map(
        ({ secret, place }) => `a secret is told: ${secret} in ${place}`,
      ),
    );
    const projects = new Set(projectsOf(world, service).map(({ id }) => id));
    await takeDown(world, service, last);
    const left = await nothingLeft(world, service, projects, cell.forge);
    report.problems.push(...left.map(line => `left: ${line}`));
  } catch (error) {
    report.problems.push((error as Error).message);
  } finally {
    active.forEach(id => world.sandbox.faults.remove(id));
  }
  report.seconds = Math.round((Date.now() - started) / 100) / 10;
  return report;
}

export async function orderOf(
  world: FaultsWorld,
  { forge }: Pick<Cell, 'forge'>,
  service: string,
  task: string,
): Promise<LaunchOrder> {
  return {
    task,
    template: templates[forge],
    service,
    values: {
      name: service,
      owner: 'group:default/service-team',
      description: 'Launched where things go wrong',
      onFailure: 'keep',
    },
    user: await world.signIn(),
    scaffolderToken: world.scaffolderToken(),
  };
}

/** The launch once more, without the fault: it ends well, and all is as it always is. */
async function runAgain(
  world: FaultsWorld,
  cell: Cell,
  service: string,
  reference: Reference,
  problems: string[],
): Promise<string> {
  const task = `${service}-2`;
  const end = await world.workers.run(
    await orderOf(world, cell, service, task),
  );
  if (end.kind === 'killed' || !end.result.succeeded) {
    problems.push(`run again: ${describe(end)}`);
    return task;
  }
  problems.push(...(await differsFrom(world, service, reference.lines)));
  return task;
}

/** In what the world differs from what is wanted, when it has had the time to come there. */
export async function differsFrom(
  world: FaultsWorld,
  service: string,
  wanted: readonly string[],
): Promise<string[]> {
  return settled(async () =>
    differences(wanted, await readWorld(world, service)),
  );
}

export async function nothingLeft(
  world: FaultsWorld,
  service: string,
  projects: ReadonlySet<unknown>,
  forge: ForgeKind,
): Promise<string[]> {
  return settled(() => leftOf(world, service, projects, forge));
}

/** What is still amiss when there has been time for it to go. */
async function settled(look: () => Promise<string[]>): Promise<string[]> {
  const end = Date.now() + settling;
  for (;;) {
    const amiss = await look();
    if (amiss.length === 0 || Date.now() > end) {
      return amiss;
    }
    await delay(500);
  }
}

function describe(end: WorkerEnd): string {
  if (end.kind === 'killed') {
    return 'killed';
  }
  const { succeeded, cancelled, error, step } = end.result;
  return succeeded
    ? 'went on'
    : `${cancelled ? 'cancelled' : 'failed'} in ${step}: ${error?.name}: ${
        error?.message
      }`;
}
