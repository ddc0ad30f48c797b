import { Forge } from '../Forge';
import { ForgeRepository } from '../ForgeRepositories';

/** A forge to hold to the contract, with what a case needs beside it. */
export interface ContractWorld {
  forge: Forge;
  /** The same forge for a run that has this signal. */
  forgeFor(signal: AbortSignal): Forge;
  /** A group or organisation that repositories can be made in. */
  owner: string;
  /** Makes something go wrong, as the sandbox does it. */
  addFault(rule: Record<string, unknown>): Promise<void>;
  clearFaults(): Promise<void>;
  /** The credential of `integrations`, which must be in no error. */
  secret: string;
  /** A regular expression for the API's path of one repository. */
  apiPath(repository: ForgeRepository): string;
  /** What CI is to do for a commit: the smallest file of its kind. */
  definition: string;
}

/** A repository of its own for a case. */
export async function newRepository(
  world: ContractWorld,
): Promise<ForgeRepository> {
  const { repositories } = world.forge;
  const path = `${world.owner}/${freshName()}`;
  await repositories.create(path, {
    description: 'For the contract',
    visibility: 'private',
    topics: ['slipway'],
  });
  return (await repositories.find(path))!;
}

/** The repository again, with some content. */
export async function withContent(
  world: ContractWorld,
  repository: ForgeRepository,
): Promise<ForgeRepository> {
  const { content, repositories } = world.forge;
  await content.commit(repository, {
    branch: repository.defaultBranch ?? 'main',
    message: 'First',
    changes: [
      { action: 'create', path: 'README.md', content: Buffer.from('one\n') },
    ],
  });
  return (await repositories.find(repository.path))!;
}

let count = 0;

export function freshName(): string {
  count += 1;
  return `contract-${count}`;
}
