import type { RequestTotals } from '../launch/SandboxRequests.ts';

/** One launch of one side. */
export interface LaunchRound {
  /** The template came to its end without an error. */
  succeeded: boolean;
  error?: string;
  /** From the start until the template was done. */
  seconds: number;
  /** From the start until every environment was healthy; undefined when it was not in time. */
  healthySeconds?: number;
  /** Until the template was done. */
  requests: RequestTotals;
  /** The names of what is there in the end. */
  inventory: string[];
  secondRun: { succeeded: boolean; error?: string; requests: RequestTotals };
}

export interface LaunchComparison {
  latencyMilliseconds: number;
  slipway: LaunchRound[];
  peers: LaunchRound[];
  /** The names of all that was looked for. */
  items: string[];
}

export function median(values: number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : sorted.length > 0
    ? (sorted[middle - 1] + sorted[middle]) / 2
    : undefined;
}

/** What was not there after at least one of the rounds. */
export function missingOf(items: string[], rounds: LaunchRound[]): string[] {
  return items.filter(item =>
    rounds.some(({ inventory }) => !inventory.includes(item)),
  );
}

type Measure = (round: LaunchRound) => number | undefined;

const measures: Array<[title: string, unit: string, measure: Measure]> = [
  [
    'requests until the template is done',
    '',
    ({ requests }) => requests.reads + requests.writes,
  ],
  ['  of these reads', '', ({ requests }) => requests.reads],
  ['  of these writes', '', ({ requests }) => requests.writes],
  ['template done after', ' s', ({ seconds }) => seconds],
  [
    'every environment healthy after',
    ' s',
    ({ healthySeconds }) => healthySeconds,
  ],
];

function formatted(value: number | undefined, unit: string): string {
  return value === undefined
    ? '–'
    : `${unit ? value.toFixed(1) : Math.round(value)}${unit}`;
}

function row(cells: string[]): string {
  return `${cells[0].padEnd(38)}${cells
    .slice(1)
    .map(cell => cell.padStart(18))
    .join('')}`;
}

function secondRunOf({ secondRun }: LaunchRound): string {
  const { reads, writes } = secondRun.requests;
  return secondRun.succeeded
    ? `ends well, with ${reads} reads and ${writes} writes`
    : `fails: ${secondRun.error ?? 'without a reason'}`;
}

function byHand(title: string, missing: string[]): string[] {
  return [
    '',
    missing.length === 0
      ? `${title} leaves nothing of it to do by hand.`
      : `${title} leaves ${missing.length} to do by hand:`,
    ...missing.map(item => `  - ${item}`),
  ];
}

/** Launches that did not come to their end, with their errors: they say little of the rest. */
export function failuresOf(comparison: LaunchComparison): string[] {
  return (['slipway', 'peers'] as const).flatMap(side =>
    comparison[side].flatMap(({ succeeded, error }, index) =>
      succeeded
        ? []
        : [`${titles[side]}, launch ${index + 1}, failed: ${error}`],
    ),
  );
}

const titles = { slipway: 'Slipway', peers: 'The usual actions' };

/** The comparison in lines: medians, their ratio, and what each leaves to do. */
export function presentLaunches(comparison: LaunchComparison): string[] {
  const { slipway, peers, items, latencyMilliseconds } = comparison;
  const rows = measures.map(([title, unit, measure]) => {
    const [ours, theirs] = [slipway, peers].map(rounds =>
      median(rounds.flatMap(round => measure(round) ?? [])),
    );
    const ratio = ours && theirs ? `${(theirs / ours).toFixed(2)}×` : '–';
    return row([title, formatted(ours, unit), formatted(theirs, unit), ratio]);
  });
  const reached = (rounds: LaunchRound[]) =>
    `${rounds.filter(({ healthySeconds }) => healthySeconds).length} of ${
      rounds.length
    }`;
  return [
    `Medians of ${slipway.length} and ${peers.length} launches, each request ${latencyMilliseconds} ms late:`,
    row(['', 'Slipway', 'usual actions', 'usual : Slipway']),
    ...rows,
    row([
      'launches with all of it healthy',
      reached(slipway),
      reached(peers),
      '',
    ]),
    '',
    `A second run of Slipway’s template ${secondRunOf(slipway[0])}.`,
    `A second run of the usual actions’ ${secondRunOf(peers[0])}.`,
    '',
    `Of ${items.length} things that were looked for in what each has left behind:`,
    ...byHand('Slipway', missingOf(items, slipway)),
    ...byHand('The template of the usual actions', missingOf(items, peers)),
  ];
}
