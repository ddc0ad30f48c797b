import { ForgeHook, forgeHookEvents } from '../../forge';
import { planHook } from '../../wiring/webhook';
import { fault } from '../fault';
import { Sighting } from '../Sighting';
import { WiringFault } from '../WiringReport';
import { WiringLook } from '../WiringLook';

/** A webhook: to the portal, or as a template has made one to somebody else. */
export async function checkHook(
  look: WiringLook,
  { path, url }: { path: string; url: string },
  options: { isPortals: boolean },
): Promise<Sighting> {
  const { webUrl } = await look.usable(path);
  const hooks = await look.hooks(path);
  return { webUrl, faults: judgeHook(hooks, { path, url, ...options }) };
}

export function judgeHook(
  hooks: ForgeHook[],
  about: { path: string; url: string; isPortals: boolean },
): WiringFault[] {
  const { path, url, isPortals } = about;
  const hook = hooks.find(one => one.url === url);
  if (!hook) {
    return [
      fault(isPortals ? 'hook-missing' : 'other-hook-missing', { path, url }),
    ];
  }
  const { plan } = planHook(hooks, {
    url,
    events: isPortals ? forgeHookEvents : hook.events,
  });
  if (plan.kind === 'update' && isPortals) {
    return [fault('hook-changed', { path, url, what: plan.why })];
  }
  return judgeDelivery(hook, path);
}

/** A receiver that refuses does not know the secret; one that fails is not well itself. */
function judgeDelivery(hook: ForgeHook, path: string): WiringFault[] {
  const { url, lastStatus: status } = hook;
  if (status !== undefined && status >= 400 && status < 500) {
    return [fault('hook-refused', { path, url, status })];
  }
  if (status === 0 || (status !== undefined && status >= 500)) {
    return [
      fault('hook-failing', {
        path,
        url,
        reason: status === 0 ? 'nobody answered' : `it answered ${status}`,
      }),
    ];
  }
  return hook.suspended
    ? [fault('hook-failing', { path, url, reason: 'it is switched off' })]
    : [];
}
