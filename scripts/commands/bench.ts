import { parseArgs } from 'node:util';

const usage = `npm run bench -- freshness [--changes <number>]

How long it takes from a change in the real Kubernetes API, in a lab that it starts, to the changed
card in a browser, beside a page that asks every ten seconds.

  --changes  how many changes are made (250)

npm run bench -- launch [--rounds <number>] [--latency <milliseconds>]

The same service launched by Slipway's template and by one of Backstage's own actions for GitLab,
Roadie's for Argo CD and kubectl, in turn, on one sandbox: the requests that each makes, how long it
takes, and what of the wiring it leaves to do by hand.

  --rounds   how many launches of each (3)
  --latency  how much later each answer of the sandbox comes (50)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    changes: { type: 'string', default: '250' },
    rounds: { type: 'string', default: '3' },
    latency: { type: 'string', default: '50' },
    help: { type: 'boolean', default: false },
  },
});
const changes = Number(values.changes);
const rounds = Number(values.rounds);
const latency = Number(values.latency);
const isUnderstood = changes > 0 && rounds > 0 && latency >= 0;

try {
  // Each is read when it is wanted: a launch needs no browser.
  if (!values.help && isUnderstood && positionals[0] === 'freshness') {
    const { benchFreshness } = await import('../lib/bench/benchFreshness.ts');
    await benchFreshness({ changes });
  } else if (!values.help && isUnderstood && positionals[0] === 'launch') {
    const { benchLaunch } = await import('../lib/bench/benchLaunch.ts');
    await benchLaunch({ rounds, latency });
  } else {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
process.exit();
