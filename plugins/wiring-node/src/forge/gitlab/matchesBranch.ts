/** Whether a name of GitLab's, in which `*` is anything, fits a branch. */
export function matchesBranch(pattern: string, branch: string): boolean {
  const source = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(branch);
}
