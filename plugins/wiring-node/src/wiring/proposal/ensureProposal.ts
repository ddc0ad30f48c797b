import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { filesDiff, knownSecrets } from '../../diff';
import {
  Forge,
  ForgeMergeRequest,
  forgeOf,
  ForgeRepository,
  getRepository,
} from '../../forge';
import { Outcome, reconcile, RunContext, WiringDeps } from '../../run';
import { comparedFiles, Content, launchMessage } from '../repository';
import { folderOf } from './placeContent';
import { planProposal, ProposalPlan, ProposalScene } from './planProposal';

/** @public */
export interface ProposalInput {
  host: string;
  /** An existing repository. */
  path: string;
  /** Where the files come from: a branch of their own, the same in each run. */
  branch: string;
  /** The default branch by default. */
  targetBranch?: string;
  /** With their paths in the repository. */
  content: Content;
  /** A folder that holds nothing but the files; what else is in it goes. */
  ownFolder?: string;
  title: string;
  description: string;
}

/** @public */
export interface EnsuredProposal extends Outcome {
  repository: ForgeRepository;
  /** Whether the files are there already. */
  isMerged: boolean;
  /** Undefined when they are, and in a dry run. */
  request?: ForgeMergeRequest;
}

/**
 * Makes sure that files are in a repository of others, or proposed to it by one merge request.
 *
 * @public
 */
export async function ensureProposal(
  run: RunContext,
  deps: WiringDeps,
  input: ProposalInput,
): Promise<EnsuredProposal> {
  const { host, path, branch, content } = input;
  const forge = forgeOf(deps, host, run);
  const repository = await getRepository(forge, path);
  const target = targetOf(repository, input);
  const refusal = await forge.content.refusal(
    content.files.map(file => file.path),
  );
  if (refusal) {
    throw new NotAllowedError(refusal);
  }
  const scene = await look(forge, repository, branch, target);
  const plan = planProposal(content, scene, {
    ownFolder: input.ownFolder && folderOf(input.ownFolder),
  });
  let request = plan.kind === 'unchanged' ? plan.request : undefined;
  const outcome = await reconcile(
    run,
    {
      what: forge.mergeRequests.title,
      name: `${branch} of ${path}`,
      thing: { kind: 'merge-request', host, path, branch },
      diff: async () =>
        filesDiff(
          await comparedFiles(
            plan.kind === 'unchanged' ? [] : plan.changes,
            file =>
              forge.content.readFile(
                repository,
                plan.kind === 'update' ? branch : target,
                file,
              ),
          ),
          { secrets: knownSecrets(deps) },
        ),
    },
    plan,
    async () => {
      request = await propose(
        { forge, repository, target, input },
        plan,
        scene.requests,
      );
    },
  );
  return {
    ...outcome,
    repository,
    isMerged: plan.kind === 'unchanged' && !plan.request,
    ...(request && { request }),
  };
}

function targetOf(
  { path, archived, empty, leaving, defaultBranch }: ForgeRepository,
  input: ProposalInput,
): string {
  if (archived || leaving) {
    throw new ConflictError(
      `${path} ${
        archived ? 'is archived' : 'is marked for deletion'
      }, so nothing can be proposed to it; name another repository`,
    );
  }
  const target = input.targetBranch ?? defaultBranch;
  if (empty || !target) {
    throw new InputError(
      `${path} has no commit yet, so there is nothing to merge into; ` +
        'use delivery:repository:ensure for its first content',
    );
  }
  if (target === input.branch) {
    throw new InputError(
      `Files cannot be proposed from ${target} to itself; name another branch`,
    );
  }
  return target;
}

async function look(
  forge: Forge,
  repository: ForgeRepository,
  branch: string,
  target: string,
): Promise<ProposalScene> {
  const { content, mergeRequests } = forge;
  if (!(await content.head(repository, target))) {
    throw new InputError(`${repository.path} has no branch ${target}`);
  }
  const isThere = await content.head(repository, branch);
  return {
    branch,
    title: mergeRequests.title,
    targetFiles: await content.listFiles(repository, target),
    ...(isThere && {
      source: {
        files: await content.listFiles(repository, branch),
        ahead: await content.ahead(repository, target, branch),
      },
    }),
    requests: (await mergeRequests.list(repository, branch)).filter(
      ({ targetBranch }) => targetBranch === target,
    ),
  };
}

async function propose(
  place: {
    forge: Forge;
    repository: ForgeRepository;
    target: string;
    input: ProposalInput;
  },
  plan: ProposalPlan,
  requests: ForgeMergeRequest[],
): Promise<ForgeMergeRequest | undefined> {
  const { forge, repository, target, input } = place;
  const { branch, title, description } = input;
  const commit = {
    branch,
    message: launchMessage(title, input.content.hash),
  };
  switch (plan.kind) {
    case 'create':
      if (plan.replaces) {
        await forge.content.removeBranch(repository, branch);
      }
      await forge.content.commit(repository, {
        ...commit,
        changes: plan.changes,
        from: await forge.content.head(repository, target),
      });
      return forge.mergeRequests.create(repository, {
        sourceBranch: branch,
        targetBranch: target,
        title,
        description,
      });
    case 'update': {
      const head = await forge.content.commit(repository, {
        ...commit,
        changes: plan.changes,
      });
      const open = requests.find(({ state }) => state === 'open');
      return open && { ...open, head };
    }
    case 'unchanged':
      return plan.request;
    default:
      throw new TypeError(`Not a plan: ${plan satisfies never}`);
  }
}
