import type { LocatePage } from '../../forge/pages/PageHandler.ts';
import type { GithubContext } from '../GithubContext.ts';

/**
 * GitHub's addresses: `/acme/payments/blob/main/README.md`. The front page of a repository is
 * GitHub's on GitHub's host; GitLab has it on the other.
 */
export function locateGithubPage(context: GithubContext): LocatePage {
  return (request, pathname) => {
    const match = /^\/([\w.-]+\/[\w.-]+)(\/.*)?$/.exec(pathname);
    if (!match) {
      return undefined;
    }
    const rest = (match[2] ?? '').replace(/\/$/, '');
    const isHere = /^localhost(:|$)/.test(request.headers.host ?? '');
    if (rest.startsWith('/-/') || (rest === '' && !isHere)) {
      return undefined;
    }
    const project = context.forge.access.lookUpProject(match[1]);
    return project && { project, rest };
  };
}
