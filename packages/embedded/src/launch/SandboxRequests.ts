/** What the sandbox was asked, of one part of it. */
export interface SideCount {
  side: string;
  reads: number;
  writes: number;
  /** Watches that were opened; they stay open, and say nothing of how much is asked. */
  watches: number;
}

export interface RequestTotals {
  reads: number;
  writes: number;
  watches: number;
  sides: SideCount[];
  /** The writes by what they were: `forge POST /api/v4/projects`. */
  written: string[];
}

interface Report {
  counts: Array<{
    side: string;
    client: string;
    read: number;
    write: number;
    watch: number;
  }>;
  writes: Array<{
    side: string;
    client: string;
    method: string;
    path: string;
  }>;
}

/**
 * The sandbox's own traffic, by the names of the programs: Argo CD and the jobs of pipelines fetch and
 * push with git and ask with curl, over HTTP and over SSH. The portal does nothing with these.
 */
const worldsOwn = ['git', 'curl', 'OpenSSH'];

/** Counts what a portal asks of the sandbox, by the sandbox's own count, from a moment on. */
export class SandboxRequests {
  #sandboxUrl: string;
  #mark: number;
  #others: string[];

  private constructor(sandboxUrl: string, mark: number, others: string[]) {
    this.#sandboxUrl = sandboxUrl;
    this.#mark = mark;
    this.#others = others;
  }

  /**
   * From now on; undefined where there is no sandbox that counts.
   *
   * @param options.without - names of further clients that are not the portal
   */
  static async from(
    sandboxUrl: string,
    options: { without?: string[] } = {},
  ): Promise<SandboxRequests | undefined> {
    const response = await fetch(`${sandboxUrl}/_sandbox/requests/marks`, {
      method: 'POST',
      signal: AbortSignal.timeout(10_000),
    });
    if (response.status !== 201) {
      return undefined;
    }
    const { mark } = (await response.json()) as { mark: number };
    return new SandboxRequests(sandboxUrl, mark, [
      ...worldsOwn,
      ...(options.without ?? []),
    ]);
  }

  async count(): Promise<RequestTotals> {
    const response = await fetch(
      `${this.#sandboxUrl}/_sandbox/requests?since=${this.#mark}`,
      { signal: AbortSignal.timeout(10_000) },
    );
    if (!response.ok) {
      throw new Error(
        `The sandbox does not tell its requests: ${response.status}`,
      );
    }
    return totalsOf((await response.json()) as Report, this.#others);
  }
}

/** Adds up what clients other than these have asked. */
export function totalsOf(report: Report, others: string[]): RequestTotals {
  const counts = report.counts.filter(({ client }) => !others.includes(client));
  const sides = [...new Set(counts.map(({ side }) => side))].map(side => {
    const ofSide = counts.filter(count => count.side === side);
    const sum = (kind: 'read' | 'write' | 'watch') =>
      ofSide.reduce((total, count) => total + count[kind], 0);
    return {
      side,
      reads: sum('read'),
      writes: sum('write'),
      watches: sum('watch'),
    };
  });
  const total = (kind: 'reads' | 'writes' | 'watches') =>
    sides.reduce((sum, side) => sum + side[kind], 0);
  return {
    reads: total('reads'),
    writes: total('writes'),
    watches: total('watches'),
    sides,
    written: report.writes
      .filter(({ client }) => !others.includes(client))
      .map(({ side, method, path }) => `${side} ${method} ${path}`),
  };
}

/** `112 requests, all of them reads` */
export function describeRequests({ reads, writes }: RequestTotals): string {
  return writes === 0
    ? `${reads} requests, all of them reads`
    : `${reads + writes} requests, ${reads} reads and ${writes} writes`;
}
