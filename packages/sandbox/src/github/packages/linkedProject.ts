import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubContext } from '../GithubContext.ts';

/** The repository that an image belongs to: `acme/payments/cache` is of `acme/payments`. */
export function linkedProject(
  context: GithubContext,
  image: string,
): ProjectRecord | undefined {
  const [owner, name] = image.split('/');
  const path = `${owner}/${name}`.toLowerCase();
  return context.forge.records.projects.find(
    project => project.fullPath.toLowerCase() === path,
  );
}
