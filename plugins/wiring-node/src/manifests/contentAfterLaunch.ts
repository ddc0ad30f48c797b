import { ConflictError } from '@backstage/errors';
import { Forge } from '../forge';
import {
  commitsOf,
  Content,
  gitBlobId,
  launchedHash,
  planContent,
} from '../wiring/repository';

/**
 * The files that a repository will have after the launch: those that were rendered, or, where people
 * and CI have gone on from an earlier launch, what they have made of them.
 */
export async function contentAfterLaunch(
  forge: Forge,
  path: string,
  content: Content,
): Promise<ReadonlyMap<string, Buffer>> {
  const rendered = new Map(
    content.files.map(file => [file.path, file.content] as const),
  );
  const repository = await forge.repositories.find(path);
  const commits = repository ? await commitsOf(forge, repository) : [];
  if (!repository || commits.length === 0) {
    return rendered;
  }
  const branch = repository.defaultBranch ?? 'main';
  const files = await forge.content.listFiles(repository, branch);
  const plan = planContent(content, {
    commits,
    files: launchedHash(commits[0]) ? files : [],
  });
  if (plan.kind !== 'unchanged') {
    return rendered;
  }
  const after = new Map<string, Buffer>();
  for (const { path: name, id } of files) {
    const own = rendered.get(name);
    const found =
      own && gitBlobId(own) === id
        ? own
        : await forge.content.readFile(repository, branch, name);
    if (!found) {
      throw new ConflictError(
        `${name} of ${path} went away while it was read; do it again`,
      );
    }
    after.set(name, found);
  }
  return after;
}
