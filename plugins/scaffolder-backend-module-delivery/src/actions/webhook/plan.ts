import {
  Hook,
  hookEvents,
  WantedHook,
  Plan,
} from '@slipway/plugin-wiring-node';

/** Compares the hooks of a project with the wanted one; `id` names the one to change. */
export function planHook(
  hooks: Hook[],
  wanted: WantedHook,
  options: { replaceSecret?: boolean } = {},
): { plan: Plan; id?: number } {
  const hook = hooks.find(({ url }) => url === wanted.url);
  if (!hook) {
    return { plan: { kind: 'create' } };
  }
  const differing: string[] = [
    ...hookEvents.filter(
      event => hook[event] !== wanted.events.includes(event),
    ),
    ...(hook.enable_ssl_verification ? [] : ['enable_ssl_verification']),
    ...(options.replaceSecret ? ['the secret'] : []),
  ];
  return {
    id: hook.id,
    plan:
      differing.length === 0
        ? { kind: 'unchanged' }
        : { kind: 'update', why: differing.join(', ') },
  };
}
