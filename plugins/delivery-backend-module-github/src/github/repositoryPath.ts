/** The path in the API of a repository such as `acme/payments`. */
export function repositoryPath(project: string): string {
  return `/repos/${project.split('/').map(encodeURIComponent).join('/')}`;
}
