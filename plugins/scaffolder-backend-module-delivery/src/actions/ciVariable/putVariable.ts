import { GitlabTransport } from '@slipway/plugin-delivery-node';
import {
  createVariable,
  removeVariable,
  updateVariable,
  Variable,
  WantedVariable,
} from '@slipway/plugin-wiring-node';
import { mustBeMadeAnew } from './plan';

/** Writes a variable over what is there. */
export async function putVariable(
  forge: GitlabTransport,
  project: number,
  current: Variable | undefined,
  wanted: WantedVariable,
): Promise<void> {
  if (current && !mustBeMadeAnew(current, wanted)) {
    await updateVariable(forge, project, wanted);
    return;
  }
  if (current) {
    await removeVariable(forge, project, wanted);
  }
  await createVariable(forge, project, wanted);
}
