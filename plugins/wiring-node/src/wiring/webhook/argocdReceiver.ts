import { InputError } from '@backstage/errors';
import {
  ArgoCdConfig,
  ClusterClient,
  KubernetesObject,
  resourceKinds,
} from '@slipway/plugin-delivery-node';
import { findObject } from '../../cluster';
import { Forge } from '../../forge';
import { RunContext, WiringDeps } from '../../run';

/** Where Argo CD keeps what forges have to send along. */
const ownSecret = 'argocd-secret';

/** Argo CD's endpoint for webhooks, with the secret that it was told itself. */
export async function argocdReceiver(
  run: RunContext,
  deps: WiringDeps,
  input: { kind: Forge['kind']; url?: string; argocd?: string },
): Promise<{ url: string; secret?: string }> {
  const argocd = argocdOf(deps, input.argocd);
  const url = input.url ?? webhookUrlOf(argocd);
  const client = deps.clusters.get(argocd.cluster);
  const key = `webhook.${input.kind}.secret`;
  const find = (name: string) =>
    findObject(
      client,
      resourceKinds.secret,
      { namespace: argocd.namespace, name },
      run.signal,
    );
  const value = read(await find(ownSecret), key);
  const secret = value?.startsWith('$')
    ? await followed(client, value, find)
    : value;
  if (!secret) {
    run.logger.warn(
      `Argo CD ${argocd.name} has no ${key} in the Secret ${argocd.namespace}/${ownSecret}, so it takes webhooks from anybody; set one and run this again with replaceSecret`,
    );
    return { url };
  }
  return { url, secret };
}

function argocdOf({ delivery }: WiringDeps, name?: string): ArgoCdConfig {
  const known = delivery.argocd.map(one => one.name).join(', ');
  const found = name
    ? delivery.argocd.find(one => one.name === name)
    : delivery.argocd[0];
  if (!found || (!name && delivery.argocd.length > 1)) {
    throw new InputError(
      name
        ? `There is no Argo CD ${name} under delivery.argocd (there are: ${known})`
        : `There are several Argo CDs under delivery.argocd (${known}); say by "argocd" which is to be told`,
    );
  }
  return found;
}

function webhookUrlOf({ name, url, webhookUrl }: ArgoCdConfig): string {
  if (webhookUrl) {
    return webhookUrl;
  }
  if (!url) {
    throw new InputError(
      `The Argo CD ${name} has no webhookUrl under delivery.argocd; it is the address of its /api/webhook as the forge reaches it`,
    );
  }
  return `${url.replace(/\/+$/, '')}/api/webhook`;
}

/** `$key` is another key of Argo CD's own Secret, `$name:key` one of another Secret beside it. */
async function followed(
  client: ClusterClient,
  reference: string,
  find: (name: string) => Promise<KubernetesObject | undefined>,
): Promise<string> {
  const [first, second] = reference.slice(1).split(':');
  const name = second === undefined ? ownSecret : first;
  const value = read(await find(name), second ?? first);
  if (value === undefined) {
    throw new InputError(
      `Argo CD's webhook secret refers to ${name} on ${client.name}, which does not hold it; mend the reference`,
    );
  }
  return value;
}

function read(
  secret: KubernetesObject | undefined,
  key: string,
): string | undefined {
  const { data } = (secret ?? {}) as { data?: Record<string, string> };
  const value = data?.[key];
  return value ? Buffer.from(value, 'base64').toString('utf8') : undefined;
}
