import { z } from 'zod';

/** A project whose pipelines may have changed, by all the names that an entity may use for it. */
export interface Hook {
  host: string;
  projects: string[];
  /** There are new commits. */
  pushed: boolean;
}

const hookSchema = z.object({
  object_kind: z.enum(['pipeline', 'build', 'push']),
  project_id: z.number().optional(),
  project: z
    .object({
      id: z.number().optional(),
      path_with_namespace: z.string().optional(),
      web_url: z.string().optional(),
    })
    .optional(),
  // Job hooks of older GitLabs have no project, but the page of their repository.
  repository: z.object({ homepage: z.string().optional() }).optional(),
});

/** What a webhook of GitLab's tells; undefined for one that has nothing to do with pipelines. */
export function readHook(
  payload: unknown,
  instances: Array<{ host: string; baseUrl: string }>,
): Hook | undefined {
  const parsed = hookSchema.safeParse(payload);
  if (!parsed.success) {
    return undefined;
  }
  const { project, repository, project_id } = parsed.data;
  const page = project?.web_url ?? repository?.homepage;
  const instance = instances.find(
    ({ baseUrl }) => page && isBelow(page, baseUrl),
  );
  if (!page || !instance) {
    return undefined;
  }
  const slug =
    project?.path_with_namespace ??
    page.slice(instance.baseUrl.length).replace(/^\/+/, '');
  const id = project?.id ?? project_id;
  return {
    host: instance.host,
    projects: [slug, ...(id === undefined ? [] : [String(id)])],
    pushed: parsed.data.object_kind === 'push',
  };
}

function isBelow(page: string, baseUrl: string): boolean {
  return page.startsWith(`${baseUrl.replace(/\/+$/, '')}/`);
}
