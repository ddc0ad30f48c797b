import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import type { GithubContext } from '../GithubContext.ts';

export function isWorkflowFile(path: string): boolean {
  return path.startsWith('.github/workflows/');
}

/**
 * Refuses a token that may not write workflows when it writes one through the API: a classic one
 * is told that there is nothing, as on GitHub.
 */
export function checkWorkflowFiles(
  context: GithubContext,
  principal: GithubPrincipal | undefined,
  paths: string[],
): void {
  if (!principal || !paths.some(isWorkflowFile)) {
    return;
  }
  if (principal.kind === 'classic') {
    if (!principal.scopes.includes('workflow')) {
      throw context.errors.notFound();
    }
    return;
  }
  if (!context.access.permits(principal, 'workflows', 'write')) {
    throw context.errors.notAccessible(
      principal.kind === 'fine-grained'
        ? 'personal access token'
        : 'integration',
    );
  }
}
