import { Forge, ForgeRepository } from '../forge';
import { launchedHash } from '../wiring/repository';
import { Finding } from './TakeBackPlan';

/**
 * What has become of the files that were proposed on a branch; undefined when nothing is left of the
 * proposal.
 */
export async function findProposal(
  forge: Forge,
  repository: ForgeRepository,
  branch: string,
): Promise<Finding[] | undefined> {
  const requests = await forge.mergeRequests.list(repository, branch);
  const open = requests.find(({ state }) => state === 'open');
  if (!open && requests[0]?.state === 'merged') {
    return [{ kind: 'merged' }];
  }
  if (!(await forge.content.head(repository, branch))) {
    return open && [];
  }
  const target = open?.targetBranch ?? repository.defaultBranch ?? 'main';
  const commits = await forge.content.ahead(repository, target, branch);
  const count = commits.filter(one => launchedHash(one) === undefined).length;
  return count > 0 ? [{ kind: 'commits', count }] : [];
}

/** Closes what is open, and takes its branch away. */
export async function removeProposal(
  forge: Forge,
  repository: ForgeRepository,
  branch: string,
): Promise<void> {
  for (const { id, state } of await forge.mergeRequests.list(
    repository,
    branch,
  )) {
    if (state === 'open') {
      await forge.mergeRequests.close(repository, id);
    }
  }
  await forge.content.removeBranch(repository, branch);
}
