import { NotAllowedError } from '@backstage/errors';
import { filesDiff, knownSecrets } from '../../diff';
import { forgeOf } from '../../forge';
import { Outcome, reconcile, RunContext, WiringDeps } from '../../run';
import { comparedFiles } from './comparedFiles';
import { Content } from './content';
import { commitsOf } from './ensureRepository';
import {
  launchedHash,
  launchMessage,
  planContent,
  seedHash,
} from './planContent';

/**
 * Makes sure that a repository holds rendered content, unless people have worked on it since.
 *
 * @public
 */
export async function ensureContent(
  run: RunContext,
  deps: WiringDeps,
  input: {
    host: string;
    path: string;
    content: Content;
    /** What it is called in the log, such as `content of GitOps repository`. */
    what: string;
    /** The first line of the commit's message. */
    message: string;
  },
): Promise<Outcome> {
  const { host, path, content, what, message } = input;
  const forge = forgeOf(deps, host, run);
  const repository = await forge.repositories.find(path);
  const commits = repository ? await commitsOf(forge, repository) : [];
  const branch = repository?.defaultBranch ?? 'main';
  const files =
    repository && commits.length > 0 && launchedHash(commits[0])
      ? await forge.content.listFiles(repository, branch)
      : [];
  const plan = planContent(content, { commits, files });
  const outcome = await reconcile(
    run,
    {
      what,
      name: path,
      thing: { kind: 'content', host, path, branch },
      fingerprint: commits[0]?.id,
      diff: async () =>
        filesDiff(
          await comparedFiles(
            plan.kind === 'unchanged' ? [] : plan.changes,
            file => forge.content.readFile(repository!, branch, file),
          ),
          { secrets: knownSecrets(deps) },
        ),
    },
    plan,
    async () =>
      repository && plan.kind !== 'unchanged'
        ? forge.content.commit(repository, {
            branch,
            message: launchMessage(message, content.hash),
            changes: plan.changes,
            seedMessage: launchMessage(message, seedHash),
          })
        : undefined,
  );
  if (plan.kind === 'unchanged' && plan.note) {
    run.logger.info(`${path}: ${plan.note}`);
  }
  return outcome;
}

/**
 * Refuses content that the credential may not commit, before anything is made for it.
 *
 * @public
 */
export async function assertCommittable(
  run: RunContext,
  deps: WiringDeps,
  input: { host: string; content: Content },
): Promise<void> {
  const refusal = await forgeOf(deps, input.host, run).content.refusal(
    input.content.files.map(({ path }) => path),
  );
  if (refusal) {
    throw new NotAllowedError(refusal);
  }
}
