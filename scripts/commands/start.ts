import { parseArgs } from 'node:util';
import { findPortal, grounds, isGround, startPortal } from '../lib/portals.ts';
import { untilInterrupted } from '../lib/untilInterrupted.ts';

const { values } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    on: { type: 'string', default: 'sandbox' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help || !isGround(values.on)) {
  console.log(`npm start [-- --fresh]
npm run start:lab

Starts the portal on the embedded sandbox, or on the lab: the real Kubernetes API, Argo CD and Argo
Rollouts, which are built with Go the first time.

  --on                    ${grounds.join(' or ')} (sandbox)
  --fresh                 forget what earlier runs have made; on the lab always so
  SLIPWAY_PORTAL_PORT     the portal's port (7007, or the next free one)
  SLIPWAY_SANDBOX_PORT    the sandbox's port (8929, or the next free one)`);
  process.exit(values.help ? 0 : 2);
}

const interrupted = untilInterrupted();
const running = await findPortal(values.on);
if (running) {
  console.log(`Slipway runs already (process ${running.pid}): ${running.url}`);
  process.exit();
}

try {
  const portal = await startPortal(values.on, {
    fresh: values.fresh,
    tell: line => console.log(`  ${line}`),
    signal: interrupted.signal,
  });
  console.log(`Slipway is ready: ${portal.url}`);
  const failure = await Promise.race([interrupted.promise, portal.failed()]);
  await portal.stop();
  if (failure) {
    throw new Error(failure);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
process.exit();
