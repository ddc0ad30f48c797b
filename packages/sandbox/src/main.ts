import { parseArgs } from 'node:util';
import { createSandbox } from './createSandbox.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8929' },
    state: { type: 'string' },
    speed: { type: 'string', default: '1' },
    pace: { type: 'string', default: '1' },
    'without-clusters': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(`node src/main.ts [options]

Starts the sandbox alone.

  --port   the port on loopback (8929; 0 for any)
  --state  the folder that keeps its state (without: none)
  --speed  how much faster its clock runs (1)
  --pace   how long jobs take: 1 is a few seconds each, 0 no time (1)
  --without-clusters
           a forge and a registry only, for clusters elsewhere`);
  process.exit();
}

const sandbox = await createSandbox({
  port: Number(values.port),
  folder: values.state,
  speed: Number(values.speed),
  pace: Number(values.pace),
  withoutClusters: values['without-clusters'],
  credentials: readGivenCredentials(),
  tokenMarker: process.env.SLIPWAY_SANDBOX_TOKEN_MARKER,
  log: line => console.log(`${new Date().toISOString()} ${line}`),
});
console.log(`The sandbox is ready: ${sandbox.url}`);
process.send?.({
  type: 'ready',
  url: sandbox.url,
  credentials: sandbox.credentials,
  ssh: sandbox.ssh,
});

let stopping = false;
const stop = async () => {
  if (!stopping) {
    stopping = true;
    await sandbox.stop();
    process.exit();
  }
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
// Who started it is gone.
process.once('disconnect', stop);

function readGivenCredentials() {
  const text = process.env.SLIPWAY_SANDBOX_CREDENTIALS;
  // What runs in the sandbox, such as a job of a pipeline, is not to inherit them.
  delete process.env.SLIPWAY_SANDBOX_CREDENTIALS;
  return text ? JSON.parse(text) : undefined;
}
