import { after, before, describe, it } from 'node:test';
import { startKubelet } from '../../sandbox/src/kubelet/index.ts';
import { startTestCluster } from '../../sandbox/src/kubernetes/testing/startTestCluster.ts';
import type { Running } from '../../sandbox/src/world/seams.ts';
import { podCases } from './support/podCases.ts';

describe('pods, on the nodes of the sandbox', () => {
  let cluster: Awaited<ReturnType<typeof startTestCluster>>;
  let kubelet: Running;

  before(async () => {
    cluster = await startTestCluster();
    const { store, clock } = cluster;
    kubelet = startKubelet({
      store,
      clock,
      registry: {
        canPull: async image =>
          image.endsWith(':broken')
            ? 'not-found'
            : image.endsWith('-denied')
            ? 'unauthorized'
            : 'ok',
      },
      timings: { pull: 50, ready: 100, crash: 200, createSandbox: 50 },
    });
  });

  after(async () => {
    await kubelet.stop();
    await cluster.stop();
  });

  for (const { name, run } of podCases) {
    it(name, () => run(cluster.client));
  }
});
