import type { HttpHandler } from '../../world/seams.ts';
import { splitRef } from '../../forge/pages/repositoryPages.ts';
import type { GithubContext } from '../GithubContext.ts';
import { locateGithubPage } from './locateGithubPage.ts';

/** `/acme/payments/raw/main/README.md`: a file as it is, as text and as nothing else. */
export function serveRawFile(context: GithubContext): HttpHandler {
  const locate = locateGithubPage(context);
  return async (request, response) => {
    const [pathname] = (request.url ?? '/').split('?');
    const located = locate(request, pathname);
    if (request.method !== 'GET' || !located?.rest.startsWith('/raw/')) {
      return false;
    }
    let target: string;
    try {
      target = decodeURIComponent(located.rest.slice('/raw/'.length));
    } catch {
      return false;
    }
    const { project } = located;
    const at = await splitRef(context.forge, project, target);
    const content =
      at && (await context.forge.git.of(project).readFile(at.sha, at.path));
    response.writeHead(content ? 200 : 404, {
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    response.end(content ?? '404: Not Found');
    return true;
  };
}
