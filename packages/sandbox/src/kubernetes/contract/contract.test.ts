import { after, before, describe, it } from 'node:test';
import { startTestCluster } from '../testing/startTestCluster.ts';
import { kubernetesContract } from './index.ts';

describe('the Kubernetes contract, on the twin', () => {
  let cluster: Awaited<ReturnType<typeof startTestCluster>>;

  before(async () => {
    cluster = await startTestCluster();
  });

  after(() => cluster.stop());

  for (const { name, run } of kubernetesContract) {
    it(name, () => run(cluster.client));
  }
});
