import { join, resolve } from 'node:path';
import { applicationScenarios } from '../../../sandbox/src/argocd/contract/scenarios.ts';
import { nameAction as nameApplicationAction } from '../../../sandbox/src/argocd/contract/actions.ts';
import type { ApplicationScenario } from '../../../sandbox/src/argocd/contract/ApplicationScenario.ts';
import { runApplicationScenario } from '../../../sandbox/src/argocd/contract/runApplicationScenario.ts';
import { nameAction } from '../../../sandbox/src/rollouts/contract/actions.ts';
import type { RolloutScenario } from '../../../sandbox/src/rollouts/contract/RolloutScenario.ts';
import { runRolloutScenario } from '../../../sandbox/src/rollouts/contract/runRolloutScenario.ts';
import { rolloutScenarios } from '../../../sandbox/src/rollouts/contract/scenarios.ts';
import { LabArgoCd } from '../support/LabArgoCd.ts';
import type { LabConnection } from '../support/LabConnection.ts';
import { LabRollouts } from '../support/LabRollouts.ts';
import { outcomeOf } from '../support/outcomeOf.ts';
import { readVersions } from './readVersions.ts';
import { Recorder } from './Recorder.ts';

const sandbox = resolve(import.meta.dirname, '../../../sandbox/src');
const argo = '/apis/argoproj.io/v1alpha1';

/** The names of all scenarios. */
export const recordings: string[] = [
  ...rolloutScenarios,
  ...applicationScenarios,
].map(({ recording }) => recording);

/**
 * Takes the real controllers through a scenario and writes what they wrote to a file, which comes
 * back. Without a folder it becomes the fixture of the twin.
 */
export async function recordScenario(
  lab: LabConnection,
  recording: string,
  folder?: string,
): Promise<{ file: string; lines: number }> {
  const recorder = new Recorder({
    recordedWith: `npm run lab:record -- ${recording}`,
    versions: await readVersions(lab),
    specs: 'only when they have changed',
  });
  const rollout = rolloutScenarios.find(each => each.recording === recording);
  const application = applicationScenarios.find(
    each => each.recording === recording,
  );
  if (rollout) {
    await recordRollout(lab, rollout, recorder);
  } else if (application) {
    await recordApplication(lab, application, recorder);
  } else {
    throw new Error(
      `There is no scenario '${recording}'. There are: ${recordings.join(
        ', ',
      )}`,
    );
  }
  const part = rollout ? 'rollouts' : 'argocd';
  const file = join(
    folder ?? join(sandbox, part, 'contract/fixtures'),
    `${recording}.ndjson`,
  );
  return { file, lines: await recorder.save(file) };
}

async function recordRollout(
  lab: LabConnection,
  scenario: RolloutScenario,
  recorder: Recorder,
): Promise<void> {
  const namespace = `record-${scenario.recording}`.slice(0, 63);
  const cluster = await LabRollouts.open(lab, {
    namespace,
    outcome: outcomeOf(scenario),
  });
  try {
    for (const plural of ['rollouts', 'analysisruns']) {
      await recorder.follow(lab, `${argo}/namespaces/${namespace}/${plural}`);
    }
    await runRolloutScenario(scenario, cluster, action =>
      recorder.tellAction(nameAction(action)),
    );
  } finally {
    await cluster.close();
  }
}

async function recordApplication(
  lab: LabConnection,
  scenario: ApplicationScenario,
  recorder: Recorder,
): Promise<void> {
  const { name } = scenario.application.metadata;
  const world = await LabArgoCd.open(lab);
  try {
    await recorder.follow(
      lab,
      `${argo}/namespaces/argocd/applications`,
      ({ metadata }) => metadata.name === name,
    );
    await runApplicationScenario(scenario, world, action =>
      recorder.tellAction(nameApplicationAction(action)),
    );
  } finally {
    await world.close();
  }
}
