import { measureFreshness } from '../../../packages/journeys/src/bench/measureFreshness.ts';
import { percentile } from '../../../packages/journeys/src/bench/percentile.ts';

/** `npm run bench -- freshness` */
export async function benchFreshness(options: {
  changes: number;
}): Promise<void> {
  const { card, polled, everySeconds } = await measureFreshness({
    changes: options.changes,
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
}
