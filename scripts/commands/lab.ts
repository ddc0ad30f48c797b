import { parseArgs } from 'node:util';
import { Lab } from '../../packages/lab/src/index.ts';
import { untilInterrupted } from '../lib/untilInterrupted.ts';

const { values } = parseArgs({
  options: {
    clusters: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
const count = Number(values.clusters);
if (values.help || !Number.isInteger(count) || count < 1 || count > 4) {
  console.log(`npm run lab [-- --clusters <1 to 4>]

Starts the real Kubernetes API, Argo CD and Argo Rollouts without Docker; the first time it builds
them with Go. The first cluster holds Argo CD; further ones are its destinations.`);
  process.exit(values.help ? 0 : 2);
}

const interrupted = untilInterrupted();
const labs: Lab[] = [];
try {
  for (let index = 0; index < count; index += 1) {
    const lab = await Lab.start({
      workloadOnly: index > 0,
      tell: line => console.log(`  ${line}`),
    });
    labs.push(lab);
    if (index > 0) {
      await labs[0].addDestination(`workload-${index}`, lab);
    }
    console.log(
      `Cluster ${index + 1} is ready: ${lab.url}\n  kubectl --kubeconfig ${
        lab.kubeconfig
      } get pods -A${
        lab.argocdUrl ? `\n  Argo CD's API: ${lab.argocdUrl}` : ''
      }`,
    );
  }
  console.log('The lab is ready. Ctrl-C stops it and removes its folder.');
  await interrupted.promise;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  for (const lab of labs.reverse()) {
    await lab.stop();
  }
}
process.exit();
