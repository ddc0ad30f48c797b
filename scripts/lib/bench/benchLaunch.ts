import { measureLaunch } from '../../../packages/embedded/src/bench/measureLaunch.ts';
import {
  failuresOf,
  presentLaunches,
} from '../../../packages/embedded/src/bench/presentLaunches.ts';

/** `npm run bench -- launch` */
export async function benchLaunch(options: {
  rounds: number;
  latency: number;
}): Promise<void> {
  const comparison = await measureLaunch({
    rounds: options.rounds,
    latencyMilliseconds: options.latency,
    tell: line => console.log(`  ${line}`),
  });
  console.log('');
  presentLaunches(comparison).forEach(line => console.log(line));
  const failures = failuresOf(comparison);
  if (failures.length > 0) {
    throw new Error(`\nNot a fair comparison:\n${failures.join('\n')}`);
  }
}
