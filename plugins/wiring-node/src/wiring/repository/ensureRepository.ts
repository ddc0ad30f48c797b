import { settingsDiff } from '../../diff';
import { Forge, forgeOf, ForgeRepository, Visibility } from '../../forge';
import { Outcome, reconcile, RunContext, WiringDeps } from '../../run';
import { launchedHash } from './planContent';
import { isOurs, planRepository, repositoryFields } from './planRepository';

/** Far enough back to find the launch among what people have committed since. */
const commitsToRead = 500;

/**
 * Makes sure that a repository is there, with its settings.
 *
 * @public
 */
export async function ensureRepository(
  run: RunContext,
  deps: WiringDeps,
  input: {
    host: string;
    path: string;
    /** What it is called in the log, such as `GitOps repository`. */
    what: string;
    description?: string;
    visibility?: Visibility;
  },
): Promise<Outcome> {
  const { host, path, what, description } = input;
  const forge = forgeOf(deps, host, run);
  const repository = await forge.repositories.find(path);
  const wanted = {
    path,
    description,
    visibility: input.visibility ?? deps.launch.visibility,
  };
  return reconcile(
    run,
    {
      what,
      name: path,
      thing: { kind: 'repository', host, path },
      diff: () =>
        settingsDiff(repository, repositoryFields(wanted, repository)),
    },
    planRepository(
      repository,
      wanted,
      repository !== undefined &&
        (await wasLaunched(forge, repository, wanted)),
    ),
    async () => {
      const fields = repositoryFields(wanted, repository);
      if (repository) {
        await forge.repositories.edit(repository, fields);
      } else {
        await forge.repositories.create(path, fields);
      }
    },
  );
}

/**
 * Whether a repository without Slipway's topic comes from a launch all the same: it holds the commit
 * of one, or it is as empty and bare as a launch leaves it that breaks off before the topic. Not asked
 * of others.
 *
 * @public
 */
export async function wasLaunched(
  forge: Forge,
  repository: ForgeRepository,
  wanted: { description?: string } = {},
): Promise<boolean> {
  if (isOurs(repository)) {
    return false;
  }
  const { empty, topics, description } = repository;
  if (!forge.repositories.marksAtOnce && empty && topics.length === 0) {
    return (
      wanted.description === undefined || wanted.description === description
    );
  }
  const commits = await commitsOf(forge, repository);
  return commits.some(commit => launchedHash(commit) !== undefined);
}

/** @public */
export async function commitsOf(forge: Forge, repository: ForgeRepository) {
  return repository.empty
    ? []
    : forge.content.listCommits(
        repository,
        repository.defaultBranch ?? 'main',
        commitsToRead,
      );
}
