import { measureLaunch } from '../../../packages/embedded/src/bench/measureLaunch.ts';
import {
  failuresOf,
  presentLaunches,
} from '../../../packages/embedded/src/bench/presentLaunches.ts';

import { untilInterrupted } from '../untilInterrupted.ts';

/** `npm run bench -- launch` */
export async function benchLaunch(options: {
  rounds: number;
  latency: number;
}): Promise<void> {
  const comparison = await measureLaunch({
    rounds: options.rounds,
    latencyMilliseconds: options.latency,
    tell: line => console.log(`  ${line}`),
    // A portal that stands still would stay behind.
    signal: untilInterrupted().signal,
  });
  console.log('');
  presentLaunches(comparison).forEach(line => console.log(line));
  const failures = failuresOf(comparison);
  if (failures.length > 0) {
    throw new Error(`\nNot a fair comparison:\n${failures.join('\n')}`);
  }
}
