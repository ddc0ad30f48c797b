import { RunContext } from '@slipway/plugin-wiring-node';
import { LaunchDeps } from './LaunchDeps';

/** The step of a task, as what brings things into their wanted state sees it. */
export function runOf(_deps: LaunchDeps, ctx: RunContext): RunContext {
  return ctx;
}
