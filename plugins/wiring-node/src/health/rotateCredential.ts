import { InputError } from '@backstage/errors';
import { CredentialUse } from '../forge';
import { Outcome, RunContext, Thing, thingKey, WiringDeps } from '../run';
import { ensureArgocdRepository } from '../wiring/argocdRepository';
import { ensurePullSecret } from '../wiring/pullSecret';
import { ensureWriteCredential } from '../wiring/writeCredential';
import { WiringRotateInput } from './WiringInput';
import { WiringTarget, wiringTarget } from './wiringTarget';

/**
 * Replaces a credential by a new one, without a moment in which neither works: the new one is minted
 * and tried, put into each place that uses it, read back and tried there; only then is the old one
 * revoked. Wherever it breaks off, what is in place works, and the next rotation leaves one.
 *
 * @public
 */
export async function rotateCredential(
  run: RunContext,
  deps: WiringDeps,
  input: WiringRotateInput,
): Promise<Outcome[]> {
  const { service, thing } = input;
  const target = wiringTarget(deps, service, { things: [thing] });
  const use = useOf(target, thing);
  const options = { service, rotate: true };
  switch (use) {
    case 'write':
      return (await ensureWriteCredential(run, target.deps, options)).outcomes;
    case 'read':
      return (await ensureArgocdRepository(run, target.deps, options)).outcomes;
    case 'pull':
      return (await ensurePullSecret(run, target.deps, options)).outcomes;
    default:
      throw new TypeError(`Not a use: ${use satisfies never}`);
  }
}

function useOf({ host, names }: WiringTarget, thing: Thing): CredentialUse {
  const { tokens, appRepository: app, gitopsRepository: gitops } = names;
  const credentials: Array<{ use: CredentialUse; name: string; path: string }> =
    [
      { use: 'write', name: tokens.ci, path: gitops.path },
      { use: 'read', name: tokens.argocd, path: gitops.path },
      { use: 'pull', name: tokens.registryPull, path: app.path },
    ];
  const found = credentials.find(
    ({ name, path }) =>
      thing.kind === 'credential' &&
      thing.host === host &&
      thing.name === name &&
      thing.path === path,
  );
  if (!found) {
    throw new InputError(
      `${thingKey(thing)} is no credential of ${
        names.service
      } that can be replaced`,
    );
  }
  return found.use;
}
