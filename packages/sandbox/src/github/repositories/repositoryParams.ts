import { z } from 'zod';

/** What an owner may set of a repository; flags are remembered and answered. */
export const repositoryFlags = {
  has_issues: z.boolean().optional(),
  has_projects: z.boolean().optional(),
  has_wiki: z.boolean().optional(),
  has_discussions: z.boolean().optional(),
  is_template: z.boolean().optional(),
  allow_squash_merge: z.boolean().optional(),
  allow_merge_commit: z.boolean().optional(),
  allow_rebase_merge: z.boolean().optional(),
  allow_auto_merge: z.boolean().optional(),
  delete_branch_on_merge: z.boolean().optional(),
  allow_update_branch: z.boolean().optional(),
};

export const repositoryParams = {
  description: z.string().nullish(),
  homepage: z.string().nullish(),
  private: z.boolean().optional(),
  visibility: z.enum(['public', 'private', 'internal']).optional(),
  ...repositoryFlags,
};

export type RepositoryFlags = Record<string, boolean>;

/** The flags among what was given. */
export function readFlags(given: Record<string, unknown>): RepositoryFlags {
  return Object.fromEntries(
    Object.keys(repositoryFlags)
      .filter(name => typeof given[name] === 'boolean')
      .map(name => [name, given[name] as boolean]),
  );
}

/** The name that GitHub makes of one with other characters in it. */
export function repositoryName(name: string): string {
  return name
    .trim()
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .slice(0, 100);
}
