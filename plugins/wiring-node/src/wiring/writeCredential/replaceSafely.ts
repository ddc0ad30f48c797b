import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  canPush,
  CredentialValue,
  Forge,
  ForgeRepository,
  ForgeVariable,
  NewCredential,
} from '../../forge';
import { RunContext, WiringDeps } from '../../run';
import { credentialReference } from './planWriteCredential';

/** How long a rotation waits for the jobs that hold the credential that goes. */
const patience = 300;

/**
 * Mints a credential that has been shown to push. What does not is revoked again.
 */
export async function mintTried(
  run: RunContext,
  forge: Forge,
  gitops: ForgeRepository,
  wanted: { name: string; expiresAt: string },
): Promise<NewCredential> {
  const minted = await forge.credentials.mint(gitops, 'write', wanted);
  const url = pushUrl(minted.kind, gitops);
  if (!(await canPush({ url, credential: minted, signal: run.signal }))) {
    await forge.credentials.revoke(gitops, 'write', minted.id);
    throw new NotAllowedError(
      `The new ${minted.title} ${wanted.name} does not work: ${gitops.path} does not let it push; ` +
        'the one before it is still in place',
    );
  }
  return minted;
}

/**
 * By what a repository is written to with a credential of a kind.
 *
 * @public
 */
export function pushUrl(
  kind: CredentialValue['kind'],
  urls: Pick<ForgeRepository, 'cloneUrl' | 'sshUrl'>,
): string {
  return (kind === 'ssh-key' ? urls.sshUrl : urls.cloneUrl) ?? urls.cloneUrl;
}

/**
 * Throws, before anything is revoked, unless the variable says that it holds the new credential and
 * is kept as it is wanted. Its value is not given back by any forge.
 */
export async function assertStored(
  forge: Forge,
  app: ForgeRepository,
  key: string,
  options: {
    minted: NewCredential;
    gitops: string;
    kept: Pick<ForgeVariable, 'secret' | 'masked' | 'protected'>;
  },
): Promise<void> {
  const { minted, gitops, kept } = options;
  const found = await forge.variables.find(app, key, '*');
  if (
    found?.description !== credentialReference(minted, gitops) ||
    found.secret !== kept.secret ||
    found.masked !== kept.masked ||
    found.protected !== kept.protected
  ) {
    throw new ConflictError(
      `The CI variable ${key} of ${app.path} does not hold the new ${minted.title}, though it was just ` +
        'written: somebody else writes it too. Nothing was revoked; find out who, and do it again',
    );
  }
}

/**
 * Waits until the newest pipeline of the default branch has ended, as its jobs were given the
 * credential that goes when they began. False when it runs for longer than anybody waits.
 */
export async function letJobsEnd(
  run: RunContext,
  { clock }: Pick<WiringDeps, 'clock'>,
  forge: Forge,
  app: ForgeRepository,
): Promise<boolean> {
  const branch = app.defaultBranch;
  const sha =
    branch && !app.empty ? await forge.content.head(app, branch) : undefined;
  if (!branch || !sha) {
    return true;
  }
  const end = clock.now().getTime() + patience * 1000;
  for (;;) {
    const pipeline = await forge.pipelines.newest(app, { branch, sha });
    if (pipeline?.state !== 'running') {
      return true;
    }
    if (clock.now().getTime() >= end) {
      return false;
    }
    run.logger.info(
      `waiting    for the pipeline ${pipeline.id} of ${app.path}, whose jobs hold the credential that goes`,
    );
    await clock.sleep(10_000, run.signal);
  }
}
