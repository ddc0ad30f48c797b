import { ForgeVariable, HeldCredential } from '../../forge';
import { credentialReference } from '../../wiring/writeCredential';
import { WiringLook } from '../WiringLook';

/** The credential with which CI writes, and the CI variable that is to hold it. */
export interface WriteSight {
  credentials: HeldCredential[];
  variable?: ForgeVariable;
  /** The active one that the variable refers to. */
  held?: HeldCredential;
}

export async function writeSight(look: WiringLook): Promise<WriteSight> {
  const { appRepository, gitopsRepository, tokens, variables } = look.names;
  const [credentials, token, key] = await Promise.all([
    look.credentials(gitopsRepository.path, 'write', tokens.ci),
    look.variable(appRepository.path, variables.gitopsToken),
    look.variable(appRepository.path, variables.gitopsKey),
  ]);
  const stored = [token, key].filter(
    (one): one is ForgeVariable => one !== undefined,
  );
  const refersTo = (one: HeldCredential, { description }: ForgeVariable) =>
    description === credentialReference(one, gitopsRepository.path);
  const held = credentials.find(
    one => one.active && stored.some(variable => refersTo(one, variable)),
  );
  return {
    credentials,
    variable:
      stored.find(variable => held && refersTo(held, variable)) ?? stored[0],
    held,
  };
}
