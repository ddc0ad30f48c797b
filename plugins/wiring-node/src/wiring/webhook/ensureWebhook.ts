import { InputError } from '@backstage/errors';
import { Diff, settingsDiff } from '../../diff';
import {
  findRepository,
  Forge,
  ForgeHook,
  ForgeHookEvent,
  forgeHookEvents,
  forgeOf,
} from '../../forge';
import { hookFingerprint } from '../../ledger';
import { Outcome, reconcile, RunContext, WiringDeps } from '../../run';
import { argocdReceiver } from './argocdReceiver';
import { planHook } from './planHook';

/**
 * Makes sure that a repository tells the portal, or another receiver, what happens in it.
 *
 * @public
 */
export async function ensureWebhook(
  run: RunContext,
  deps: WiringDeps,
  input: {
    host: string;
    path: string;
    /** The portal by default. */
    receiver?: 'portal' | 'argocd';
    /** Another address of the receiver. Beside the two, a receiver gets no secret. */
    url?: string;
    /** Which Argo CD of `delivery.argocd`, where there are several. */
    argocd?: string;
    /** All of them by default; for Argo CD pushes. */
    events?: readonly ForgeHookEvent[];
    /** Send the secret in any case, as the forge does not give back what it has. */
    replaceSecret?: boolean;
  },
): Promise<Outcome & { url: string }> {
  const { host, path } = input;
  const forge = forgeOf(deps, host, run);
  const repository = await findRepository(run, forge, path);
  const wanted = {
    ...(input.receiver === 'argocd'
      ? await argocdReceiver(run, deps, { ...input, kind: forge.kind })
      : receiver(deps, forge.kind, input.url)),
    events:
      input.events ??
      (input.receiver === 'argocd' ? (['push'] as const) : forgeHookEvents),
  };
  const hooks = repository ? await forge.hooks.list(repository) : [];
  const { plan, id } = planHook(hooks, wanted, {
    replaceSecret: input.replaceSecret,
  });
  const outcome = await reconcile(
    run,
    {
      what: 'webhook',
      name: `${path} to ${wanted.url}`,
      thing: { kind: 'webhook', host, path, url: wanted.url },
      diff: () =>
        hookDiff(
          hooks.find(hook => hook.id === id),
          wanted,
          input.replaceSecret ?? false,
        ),
    },
    plan,
    async () => {
      if (!repository) {
        return undefined;
      }
      await forge.hooks.put(repository, wanted, id);
      return hookFingerprint(wanted);
    },
  );
  return { ...outcome, url: wanted.url };
}

/** A forge does not give back the secret that it has, so it is told only when it is written anew. */
function hookDiff(
  hook: ForgeHook | undefined,
  wanted: { url: string; events: readonly ForgeHookEvent[]; secret?: string },
  replaceSecret: boolean,
): Diff {
  const tellsSecret =
    wanted.secret !== undefined && (hook === undefined || replaceSecret);
  const inOrder = (events: readonly ForgeHookEvent[]) =>
    forgeHookEvents.filter(event => events.includes(event));
  return settingsDiff(
    hook && { ...hook, events: inOrder(hook.events), secret: 'before' },
    {
      url: wanted.url,
      events: inOrder(wanted.events),
      active: true,
      verifiesTls: true,
      ...(tellsSecret && { secret: 'after' }),
    },
  );
}

/** The secret is the portal's own, so it goes to nobody else. */
function receiver(
  { delivery }: WiringDeps,
  kind: Forge['kind'],
  url: string | undefined,
): { url: string; secret?: string } {
  if (url) {
    return { url };
  }
  const { webhookBaseUrl, webhookSecret } = delivery;
  if (!webhookSecret) {
    throw new InputError(
      'delivery.webhook.secret must be set in the app config: by it the portal knows that a webhook comes from the forge',
    );
  }
  return {
    url: portalHookUrl(webhookBaseUrl, kind),
    secret: webhookSecret,
  };
}

/**
 * Where the portal listens to a kind of forge.
 *
 * @public
 */
export function portalHookUrl(
  webhookBaseUrl: string,
  kind: Forge['kind'],
): string {
  return `${webhookBaseUrl}/api/events/http/${kind}`;
}
