import { Forge, ForgeRepository } from '../forge';

/** Far enough back to tell many from some. */
const commitsToRead = 100;

/**
 * How many commits people have made since the launch's. Those by which CI asks for a new image are
 * not people's; without a commit of the launch every commit is.
 */
export async function findCommits(
  forge: Forge,
  repository: ForgeRepository,
  launched: string | undefined,
): Promise<number> {
  if (repository.empty || !repository.defaultBranch) {
    return 0;
  }
  const commits = await forge.content.listCommits(
    repository,
    repository.defaultBranch,
    commitsToRead,
  );
  const trailed = commits.findIndex(({ message }) =>
    /^Slipway-Launch: /m.test(message),
  );
  const last =
    trailed < 0 ? commits.findIndex(({ id }) => id === launched) : trailed;
  return commits
    .slice(0, last < 0 ? undefined : last)
    .filter(({ message }) => !/^App-Commit: /m.test(message)).length;
}
