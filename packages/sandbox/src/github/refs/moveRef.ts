import { receivePush } from '../../forge/events/receivePush.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { ForgeError } from '../../forge/errors/ForgeError.ts';
import { deriveGithubRefusal } from '../../git/githubPushRules.ts';
import type { GithubRefusal } from '../../git/githubPushRules.ts';
import type { GitRepository } from '../../git/GitRepository.ts';
import { zeroSha } from '../../git/GitRepository.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import type { GithubContext } from '../GithubContext.ts';
import { pushRulesOf } from './pushRulesOf.ts';

export interface RefMove {
  ref: string;
  /** Zeros for one that is new. */
  before: string;
  /** Zeros for one that goes. */
  after: string;
  byPullRequest?: boolean;
}

/** What the rules say about the commits that a move brings. */
async function describeMove(git: GitRepository, move: RefMove) {
  if (move.after === zeroSha) {
    return { forced: false, hasMerges: false, workflows: [] };
  }
  const fresh = [move.after, '--not', '--all'];
  const files = await git.runText([
    'log',
    '--format=',
    '--name-only',
    ...fresh,
    '--',
    '.github/workflows',
  ]);
  const merges = await git.runText(['rev-list', '--merges', ...fresh]);
  return {
    forced:
      move.before !== zeroSha &&
      !(await git.isAncestor(move.before, move.after)),
    hasMerges: merges !== '',
    workflows: files.split('\n').filter(Boolean),
  };
}

/** What the rules have against a move; the repository has to be held exclusively. */
export async function findRefusal(
  context: GithubContext,
  project: ProjectRecord,
  principal: GithubPrincipal,
  move: RefMove,
): Promise<GithubRefusal | undefined> {
  const git = context.forge.git.of(project);
  const rules = await pushRulesOf(context, project, principal, {
    shas: [move.after],
    byPullRequest: move.byPullRequest,
  });
  const isFree =
    rules.protections.length === 0 &&
    rules.rulesets.length === 0 &&
    !rules.workflowRefusal;
  return deriveGithubRefusal(rules, {
    ...move,
    // Most repositories have no rules, and looking through commits takes its time.
    ...(isFree
      ? { forced: false, hasMerges: false, workflows: [] }
      : await describeMove(git, move)),
  });
}

/** A refusal as the API words it: rulesets have a heading of their own. */
export function refusalMessage(refusal: GithubRefusal): string {
  return refusal.kind === 'ruleset'
    ? `Repository rule violations found\n\n${refusal.problems.join('\n')}\n\n`
    : refusal.problems.join('\n');
}

/** Moves refs as a push would: by the rules, and with everything that follows from a push. */
export async function moveRefs(
  context: GithubContext,
  project: ProjectRecord,
  principal: GithubPrincipal,
  moves: RefMove[],
  refuse: (refusal: GithubRefusal) => ForgeError,
): Promise<void> {
  const git = context.forge.git.of(project);
  for (const move of moves) {
    const refusal = await findRefusal(context, project, principal, move);
    if (refusal) {
      throw refuse(refusal);
    }
  }
  for (const { ref, before, after } of moves) {
    await git.updateRef(ref, after, before);
  }
  await receivePush(
    context.forge,
    project.id,
    context.userOf(principal),
    moves.map(({ ref, before, after }) => ({ ref, before, after })),
  );
}
