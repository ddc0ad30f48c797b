import { after, before, describe, it } from 'node:test';
import { LabConnection } from './support/LabConnection.ts';
import { podCases } from './support/podCases.ts';

describe('pods, on the nodes of KWOK', () => {
  let lab: LabConnection;

  before(() => {
    lab = LabConnection.open();
  });

  after(() => lab.close());

  for (const { name, run } of podCases) {
    it(name, () => run(lab));
  }
});
