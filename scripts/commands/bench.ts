import { parseArgs } from 'node:util';
import { measureFreshness } from '../../packages/journeys/src/bench/measureFreshness.ts';
import { percentile } from '../../packages/journeys/src/bench/percentile.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    changes: { type: 'string', default: '250' },
    help: { type: 'boolean', default: false },
  },
});
const changes = Number(values.changes);
if (values.help || positionals[0] !== 'freshness' || !(changes > 0)) {
  console.log(`npm run bench -- freshness [--changes <number>]

How long it takes from a change in the real Kubernetes API, in a lab that it starts, to the changed
card in a browser, beside a page that asks every ten seconds.

  --changes  how many changes are made (250)`);
  process.exit(values.help ? 0 : 2);
}

try {
  const { card, polled, everySeconds } = await measureFreshness({
    changes,
    tell: line => console.log(`  ${line}`),
  });
  const row = (title: string, delays: number[]) =>
    `${title.padEnd(24)} p50 ${percentile(delays, 0.5)} ms, p99 ${percentile(
      delays,
      0.99,
    )} ms, slowest ${Math.max(...delays)} ms (${delays.length} changes)`;
  console.log(row('Slipway’s card', card));
  console.log(row(`a poll every ${everySeconds} s`, polled));
  console.log(
    `The median of the poll is ${(
      percentile(polled, 0.5) / Math.max(1, percentile(card, 0.5))
    ).toFixed(0)} times that of the card.`,
  );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
process.exit();
