import { after, before, describe, it } from 'node:test';
import { applicationSetScenarios } from '../../sandbox/src/argocd/contract/applicationSetScenarios.ts';
import { runApplicationSetScenario } from '../../sandbox/src/argocd/contract/runApplicationSetScenario.ts';
import { LabArgoCd } from './support/LabArgoCd.ts';
import { LabConnection } from './support/LabConnection.ts';

// One after the other: they share the namespace of Argo CD, and their names.
describe('ApplicationSets, on the real Argo CD', () => {
  let lab: LabConnection;

  before(() => {
    lab = LabConnection.open();
  });

  after(() => lab.close());

  for (const scenario of applicationSetScenarios) {
    it(scenario.name, async () => {
      const world = await LabArgoCd.open(lab);
      try {
        await runApplicationSetScenario(scenario, world);
      } finally {
        await world.close();
        await world.removeApplications(scenario.applications);
      }
    });
  }
});
