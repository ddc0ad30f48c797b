import type { Cell, ForgeKind } from '../cells/Cell.ts';
import type { FaultsWorld } from '../world/FaultsWorld.ts';
import { record, type Reference } from './record.ts';
import { runCell, type CellReport, type Park } from './runCell.ts';

/** Runs cells, some at a time, in their order. */
export async function runMatrix(
  world: FaultsWorld,
  cells: readonly Cell[],
  options: {
    seed: string;
    /** Cells under way at once, without those that only wait. */
    lanes: number;
    signal?: AbortSignal;
    tell: (line: string) => void;
    onReport: (report: CellReport) => void;
  },
): Promise<CellReport[]> {
  const references = new Map<ForgeKind, Reference>();
  for (const forge of new Set(cells.map(cell => cell.forge))) {
    options.tell(`An undisturbed launch on ${forge} …`);
    references.set(forge, await record(world, forge));
  }
  const room = new Room(options.lanes);
  const reports: CellReport[] = [];
  await Promise.all(
    cells.map(async (cell, index) => {
      await room.enter();
      try {
        if (options.signal?.aborted) {
          return;
        }
        const report = await runCell(world, cell, {
          // One that is in no other word.
          service: `zz${(index + 1).toString(36).padStart(3, '0')}q`,
          seed: options.seed,
          reference: references.get(cell.forge)!,
          park: room.park,
        });
        reports.push(report);
        options.onReport(report);
      } finally {
        room.leave();
      }
    }),
  );
  return reports;
}

/** Lets in so many at once. */
class Room {
  #places: number;
  #waiting: Array<() => void> = [];

  constructor(places: number) {
    this.#places = places;
  }

  async enter(): Promise<void> {
    if (this.#places > 0) {
      this.#places -= 1;
      return;
    }
    await new Promise<void>(resolve => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next) {
      next();
    } else {
      this.#places += 1;
    }
  }

  /** Who comes back goes before who has not begun. */
  readonly park: Park = async wait => {
    this.leave();
    try {
      return await wait();
    } finally {
      await this.#comeBack();
    }
  };

  async #comeBack(): Promise<void> {
    if (this.#places > 0) {
      this.#places -= 1;
      return;
    }
    await new Promise<void>(resolve => this.#waiting.unshift(resolve));
  }
}
