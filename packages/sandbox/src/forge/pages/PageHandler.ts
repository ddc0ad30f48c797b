import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ForgeContext } from '../ForgeContext.ts';
import type { ProjectRecord } from '../records/records.ts';
import type { ForgePage, PageContent } from './ForgePage.ts';
import { html } from './ForgePage.ts';
import { matchPagePath } from './matchPagePath.ts';

function render(title: string, content: PageContent): string {
  return `<!doctype html>
${
  html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${content.title} · ${title}</title>
      <style>
        body {
          font: 16px/1.5 system-ui, sans-serif;
          margin: 2rem auto;
          max-width: 60rem;
          padding: 0 1rem;
          color: #1f1e24;
          background: #fff;
        }
        pre {
          background: #f4f4f5;
          overflow: auto;
          padding: 1rem;
          border-radius: 4px;
        }
        table {
          border-collapse: collapse;
          width: 100%;
        }
        td,
        th {
          text-align: left;
          padding: 0.25rem 0.75rem 0.25rem 0;
        }
        a {
          color: #1f63c1;
        }
        small {
          color: #626168;
        }
        @media (prefers-color-scheme: dark) {
          body {
            color: #ececef;
            background: #18171d;
          }
          pre {
            background: #28272d;
          }
          a {
            color: #7bb2ee;
          }
          small {
            color: #a4a3a8;
          }
        }
      </style>
    </head>
    <body>
      <p>
        <small>Slipway sandbox · <a href="/${title}">${title}</a></small>
      </p>
      <h1>${content.title}</h1>
      ${content.body}
    </body>
  </html>`.text
}
`;
}

const nothing: PageContent = {
  title: 'Not found',
  body: html`<p>There is nothing here. It may have been removed.</p>`,
};

/** Where an address leads: to a project, and to what of it. */
export type LocatePage = (
  request: IncomingMessage,
  pathname: string,
) => { project: ProjectRecord; rest: string } | undefined;

/** GitLab's addresses: what is of a project stands behind `/-/`. */
export function locateByDash(context: ForgeContext): LocatePage {
  return (_request, pathname) => {
    const separator = pathname.indexOf('/-/');
    const end = separator === -1 ? pathname.length : separator;
    let path: string;
    try {
      path = decodeURIComponent(pathname.slice(1, end)).replace(/\/$/, '');
    } catch {
      return undefined;
    }
    const project = context.access.lookUpProject(path);
    return project && !/^\d+$/.test(path)
      ? { project, rest: pathname.slice(end) }
      : undefined;
  };
}

/**
 * Pages below `/<group>/<project>` for people who click a link. There is no session: the sandbox
 * listens on loopback only, so whoever can open a page sits at the machine that holds everything.
 */
export class PageHandler {
  #pages: ForgePage[];
  #locate: LocatePage;

  constructor(pages: ForgePage[], locate: LocatePage) {
    this.#pages = pages;
    this.#locate = locate;
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return false;
    }
    const [pathname] = (request.url ?? '/').split('?');
    const found = this.#find(request, pathname);
    if (!found) {
      return false;
    }
    const { project, page, params } = found;
    const content = page ? await page.show({ project, params }) : undefined;
    const text = render(project.fullPath, content ?? nothing);
    response.writeHead(content ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
      'content-length': Buffer.byteLength(text),
    });
    response.end(request.method === 'HEAD' ? undefined : text);
    return true;
  }

  #find(request: IncomingMessage, pathname: string) {
    const located = this.#locate(request, pathname);
    if (!located) {
      return undefined;
    }
    const { project, rest } = located;
    for (const page of this.#pages) {
      const params = matchPagePath(page.path, rest);
      if (params) {
        return { project, page, params };
      }
    }
    return { project, page: undefined, params: {} };
  }
}
