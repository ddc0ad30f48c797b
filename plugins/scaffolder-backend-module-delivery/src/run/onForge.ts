import { ForgeKind, launchOn } from '@slipway/plugin-wiring-node';
import { LaunchDeps } from './LaunchDeps';

/** What an action works with, for the kind of forge that its template is made for. */
export function onForge(
  deps: LaunchDeps,
  input: { forge?: ForgeKind },
): LaunchDeps {
  return { ...deps, launch: launchOn(deps.launch, input.forge) };
}
