/** What a token must allow for a request to a repository. */
export function deriveNeededAction(method: string): 'pull' | 'push' | 'delete' {
  switch (method) {
    case 'GET':
    case 'HEAD':
      return 'pull';
    case 'DELETE':
      return 'delete';
    default:
      return 'push';
  }
}
