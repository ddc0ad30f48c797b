import { ForgeHook, ForgeHookEvent, forgeHookEvents } from '../../forge';
import { Plan } from '../../run';

/**
 * Compares the hooks of a repository with the wanted one; `id` names the one to change.
 *
 * @public
 */
export function planHook(
  hooks: ForgeHook[],
  wanted: { url: string; events: readonly ForgeHookEvent[] },
  options: { replaceSecret?: boolean } = {},
): { plan: Plan; id?: string } {
  const hook = hooks.find(({ url }) => url === wanted.url);
  if (!hook) {
    return { plan: { kind: 'create' } };
  }
  const differing: string[] = [
    ...forgeHookEvents
      .filter(
        event => hook.events.includes(event) !== wanted.events.includes(event),
      )
      .map(event => `${event} events`),
    ...(hook.active ? [] : ['it was switched off']),
    ...(hook.verifiesTls ? [] : ['verification of the certificate']),
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
