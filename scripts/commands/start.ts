import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  buildApp,
  EmbeddedPortal,
  workFolder,
} from '../../packages/embedded/src/index.ts';
import { untilInterrupted } from '../lib/untilInterrupted.ts';
import { readPort } from '../lib/readPort.ts';

const { values } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm start [-- --fresh]

Starts the portal on the embedded sandbox.

  --fresh                 forget what earlier runs have made
  SLIPWAY_PORTAL_PORT     the portal's port (7007, or the next free one)
  SLIPWAY_SANDBOX_PORT    the sandbox's port (8929, or the next free one)`);
  process.exit();
}

const interrupted = untilInterrupted();
const folder = join(workFolder, 'portal');

const running = await EmbeddedPortal.find(folder);
if (running) {
  console.log(`Slipway runs already (process ${running.pid}): ${running.url}`);
  process.exit();
}

await buildApp();
const portal = await EmbeddedPortal.start({
  folder,
  fresh: values.fresh,
  portalPort: readPort('SLIPWAY_PORTAL_PORT'),
  sandboxPort: readPort('SLIPWAY_SANDBOX_PORT'),
  tell: line => console.log(`  ${line}`),
  signal: interrupted.signal,
});
console.log(`Slipway is ready: ${portal.url}`);

const failure = await Promise.race([interrupted.promise, portal.failed()]);
await portal.stop();
if (failure) {
  console.error(failure);
  process.exitCode = 1;
}
process.exit();
