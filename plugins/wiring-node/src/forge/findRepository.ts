import { NotFoundError } from '@backstage/errors';
import { Forge } from './Forge';
import { ForgeRepository } from './ForgeRepositories';

/**
 * A repository that must be there, except in a dry run.
 *
 * @public
 */
export async function findRepository(
  run: { isDryRun?: boolean },
  forge: Forge,
  path: string,
): Promise<ForgeRepository | undefined> {
  return run.isDryRun
    ? forge.repositories.find(path)
    : getRepository(forge, path);
}

/** @public */
export async function getRepository(
  forge: Forge,
  path: string,
): Promise<ForgeRepository> {
  const repository = await forge.repositories.find(path);
  if (!repository) {
    throw new NotFoundError(
      `There is no repository ${path} that the token of integrations.${forge.kind} may see; ` +
        'run delivery:repository:ensure for it first',
    );
  }
  return repository;
}
