/** The path of a project below GitLab's API, by its id or its full path. */
export function projectPath({ id }: { id: number | string }): string {
  return `/projects/${encodeURIComponent(id)}`;
}
