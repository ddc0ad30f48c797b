import { after, before, describe, it } from 'node:test';
import { registryContract } from '../../sandbox/src/registry/contract/index.ts';
import { LabRegistry } from './support/LabRegistry.ts';

describe('the registry contract, on the registry of the distribution project', () => {
  let lab: LabRegistry;

  before(async () => {
    lab = await LabRegistry.start();
  });

  after(() => lab.stop());

  for (const { name, run } of registryContract) {
    it(name, () => run(lab.client));
  }
});
