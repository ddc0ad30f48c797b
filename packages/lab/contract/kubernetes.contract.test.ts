import { after, before, describe, it } from 'node:test';
import { kubernetesContract } from '../../sandbox/src/kubernetes/contract/index.ts';
import { LabConnection } from './support/LabConnection.ts';

describe('the Kubernetes contract, on the real API server', () => {
  let lab: LabConnection;

  before(() => {
    lab = LabConnection.open();
  });

  after(() => lab.close());

  for (const { name, run } of kubernetesContract) {
    it(name, () => run(lab));
  }
});
