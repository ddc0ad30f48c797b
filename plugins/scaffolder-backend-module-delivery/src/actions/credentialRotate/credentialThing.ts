import {
  CredentialUse,
  serviceTarget,
  Thing,
  WiringDeps,
} from '@slipway/plugin-wiring-node';

/** The credential of a service that is for a use, by its names. */
export function credentialThing(
  deps: WiringDeps,
  service: string,
  use: CredentialUse,
): Extract<Thing, { kind: 'credential' }> {
  const { host, names } = serviceTarget(deps, service);
  const { tokens, gitopsRepository: gitops, appRepository: app } = names;
  const base = { kind: 'credential', host } as const;
  switch (use) {
    case 'write':
      return { ...base, path: gitops.path, name: tokens.ci };
    case 'read':
      return { ...base, path: gitops.path, name: tokens.argocd };
    case 'pull':
      return { ...base, path: app.path, name: tokens.registryPull };
    default:
      throw new TypeError(`Not a use: ${use satisfies never}`);
  }
}
