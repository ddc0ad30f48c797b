import { ForgeHookEvent } from '@slipway/plugin-wiring-node';

/** As templates name the events; with `_events` as they did when there was one kind of forge. */
export const hookEventNames = [
  'push',
  'pipeline',
  'job',
  'push_events',
  'pipeline_events',
  'job_events',
] as const;

export type HookEventName = (typeof hookEventNames)[number];

export function hookEventOf(name: HookEventName): ForgeHookEvent {
  return name.replace(/_events$/, '') as ForgeHookEvent;
}
