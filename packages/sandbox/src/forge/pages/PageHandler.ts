import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ForgeContext } from '../ForgeContext.ts';
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

/**
 * Pages below `/<group>/<project>` for people who click a link. There is no session: the sandbox
 * listens on loopback only, so whoever can open a page sits at the machine that holds everything.
 */
export class PageHandler {
  #context: ForgeContext;
  #pages: ForgePage[];

  constructor(context: ForgeContext, pages: ForgePage[]) {
    this.#context = context;
    this.#pages = pages;
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return false;
    }
    const [pathname] = (request.url ?? '/').split('?');
    const found = this.#find(pathname);
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

  #find(pathname: string) {
    const separator = pathname.indexOf('/-/');
    const end = separator === -1 ? pathname.length : separator;
    let path: string;
    try {
      path = decodeURIComponent(pathname.slice(1, end)).replace(/\/$/, '');
    } catch {
      return undefined;
    }
    const project = this.#context.access.lookUpProject(path);
    if (!project || /^\d+$/.test(path)) {
      return undefined;
    }
    const rest = pathname.slice(end);
    for (const page of this.#pages) {
      const params = matchPagePath(page.path, rest);
      if (params) {
        return { project, page, params };
      }
    }
    return { project, page: undefined, params: {} };
  }
}
