import { ForgeVariable, HeldCredential } from '../../forge';
import { LedgerEntry, variableFingerprint } from '../../ledger';
import { pushUrl } from '../../wiring/writeCredential';
import { fault } from '../fault';
import { Sighting } from '../Sighting';
import { WiringFault } from '../WiringReport';
import { WiringLook } from '../WiringLook';
import { writeSight } from './writeSight';

type Protection = Pick<ForgeVariable, 'secret' | 'masked' | 'protected'>;

/** The CI variable that holds the credential to write. */
export async function checkWriteVariable(
  look: WiringLook,
  key: string,
): Promise<Sighting> {
  const { path } = look.names.appRepository;
  const { webUrl } = await look.usable(path);
  const { variable, credentials, held } = await writeSight(look);
  return {
    webUrl,
    faults: judgeWriteVariable(variable, {
      key: variable?.key ?? key,
      path,
      wanted: look.forge.variables.fit({
        key,
        value: '',
        secret: true,
        masked: true,
        protected: true,
        raw: true,
        environmentScope: '*',
        description: '',
      }),
      credentials,
      held,
    }),
  };
}

export function judgeWriteVariable(
  variable: ForgeVariable | undefined,
  about: {
    key: string;
    path: string;
    wanted: Protection;
    credentials: HeldCredential[];
    held: HeldCredential | undefined;
  },
): WiringFault[] {
  const { key, path, wanted, credentials, held } = about;
  if (!variable) {
    return [fault('variable-missing', { key, path })];
  }
  const open = differing(variable, wanted);
  if (open.length > 0) {
    return [fault('variable-changed', { key, path, what: open.join(', ') })];
  }
  // Where no credential is left, that is told of the credential.
  return !held && credentials.some(({ active }) => active)
    ? [fault('variable-stale', { key, path })]
    : [];
}

function differing(variable: Protection, wanted: Protection): string[] {
  return [
    ...(variable.secret === wanted.secret ? [] : ['hidden']),
    ...(variable.masked === wanted.masked ? [] : ['masked']),
    ...(variable.protected === wanted.protected ? [] : ['protected']),
  ];
}

/** The CI variable that says where the GitOps repository is. */
export async function checkAddressVariable(
  look: WiringLook,
  key: string,
): Promise<Sighting> {
  const { appRepository, gitopsRepository, variables } = look.names;
  const { path } = appRepository;
  const { webUrl } = await look.usable(path);
  const found = await look.variable(path, key);
  if (!found) {
    return { webUrl, faults: judgeAddress(found, { key, path, urls: [] }) };
  }
  const [token, sshKey, gitops] = await Promise.all([
    look.variable(path, variables.gitopsToken),
    look.variable(path, variables.gitopsKey),
    look.usable(gitopsRepository.path),
  ]);
  // Where no credential is stored, either address may be the one for it.
  const urls = [
    ...(token || !sshKey ? [pushUrl('password', gitops)] : []),
    ...(sshKey || !token ? [pushUrl('ssh-key', gitops)] : []),
  ];
  return { webUrl, faults: judgeAddress(found, { key, path, urls }) };
}

export function judgeAddress(
  found: ForgeVariable | undefined,
  about: { key: string; path: string; urls: readonly string[] },
): WiringFault[] {
  const { key, path, urls } = about;
  if (!found) {
    return [fault('variable-missing', { key, path })];
  }
  return found.value !== undefined && urls.includes(found.value)
    ? []
    : [fault('variable-changed', { key, path, what: 'the address' })];
}

/** A variable that a template has set: its value is known to the launch alone. */
export async function checkOtherVariable(
  look: WiringLook,
  thing: { path: string; key: string; environmentScope: string },
  entry: LedgerEntry | undefined,
): Promise<Sighting> {
  const { path, key, environmentScope } = thing;
  const { webUrl } = await look.usable(path);
  const found = await look.variable(path, key, environmentScope);
  return { webUrl, faults: judgeOtherVariable(found, thing, entry) };
}

export function judgeOtherVariable(
  found: ForgeVariable | undefined,
  { path, key }: { path: string; key: string },
  entry: Pick<LedgerEntry, 'fingerprint'> | undefined,
): WiringFault[] {
  if (!found) {
    return [fault('other-variable-missing', { key, path })];
  }
  return entry?.fingerprint !== undefined &&
    entry.fingerprint !== variableFingerprint(found)
    ? [fault('other-variable-changed', { key, path })]
    : [];
}
