import { measureLaunch } from '../../../packages/embedded/src/bench/measureLaunch.ts';
import { presentLaunches } from '../../../packages/embedded/src/bench/presentLaunches.ts';

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
}
