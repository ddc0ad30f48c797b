import { z } from 'zod';

/** What Argo CD looks at in a push of GitLab's. */
const gitlabPush = z
  .object({
    ref: z.string(),
    project: z.object({
      web_url: z.string(),
      default_branch: z.string().nullish(),
    }),
  })
  .transform(({ ref, project }) => ({
    webUrl: project.web_url,
    defaultBranch: project.default_branch ?? undefined,
    ref,
  }));

/** The same of GitHub's. */
const githubPush = z
  .object({
    ref: z.string(),
    repository: z.object({
      html_url: z.string(),
      default_branch: z.string().nullish(),
    }),
  })
  .transform(({ ref, repository }) => ({
    webUrl: repository.html_url,
    defaultBranch: repository.default_branch ?? undefined,
    ref,
  }));

export interface Push {
  /** Of the repository's page, without `.git`. */
  webUrl: string;
  defaultBranch?: string;
  ref: string;
}

export const pushSchemas = { gitlab: gitlabPush, github: githubPush };
