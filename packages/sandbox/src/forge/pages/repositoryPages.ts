import { diffTrees } from '../../git/diffTrees.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import type { ProjectRecord } from '../records/records.ts';
import { html } from './ForgePage.ts';
import type { ForgePage, Html, PageContent } from './ForgePage.ts';

/** How one of the forge's two sides writes addresses. */
export interface PageLayout {
  /** What stands between a project and what is of it: `/-` on GitLab, nothing on GitHub. */
  prefix: string;
  baseUrl: () => string;
}

/** A ref may hold slashes: the longest beginning that leads somewhere is taken. */
export async function splitRef(
  context: ForgeContext,
  project: ProjectRecord,
  refAndPath: string,
): Promise<{ ref: string; sha: string; path: string } | undefined> {
  const parts = refAndPath.split('/');
  for (let length = parts.length; length > 0; length -= 1) {
    const ref = parts.slice(0, length).join('/');
    const sha = await context.git.of(project).resolve(ref);
    if (sha) {
      return { ref, sha, path: parts.slice(length).join('/') };
    }
  }
  return undefined;
}

function link(
  { prefix }: PageLayout,
  project: ProjectRecord,
  kind: string,
  rest: string,
  text: string,
) {
  return html`<a href="/${project.fullPath}${prefix}/${kind}/${encodeURI(rest)}"
    >${text}</a
  >`;
}

async function listing(
  context: ForgeContext,
  layout: PageLayout,
  project: ProjectRecord,
  at: { ref: string; sha: string; path: string },
): Promise<Html> {
  const entries = await context.git.of(project).tree(at.sha, at.path, false);
  return html`<ul>
    ${entries.map(
      entry =>
        html`<li>
          ${link(
            layout,
            project,
            entry.type === 'tree' ? 'tree' : 'blob',
            `${at.ref}/${entry.path}`,
            entry.path.split('/').at(-1)! + (entry.type === 'tree' ? '/' : ''),
          )}
        </li>`,
    )}
  </ul>`;
}

export function repositoryPages(
  context: ForgeContext,
  layout: PageLayout = { prefix: '/-', baseUrl: context.baseUrl },
): ForgePage[] {
  const { prefix } = layout;
  const projectPage = async (project: ProjectRecord): Promise<PageContent> => {
    const git = context.git.of(project);
    const sha = await git.resolve(project.defaultBranch);
    const title = project.name;
    if (!sha) {
      return {
        title,
        body: html`<p>The repository for this project is empty.</p>`,
      };
    }
    const commits = await git.log(sha, { limit: 10 });
    return {
      title,
      body: html`<p>${project.description}</p>
        <p>Clone: <code>${layout.baseUrl()}/${project.fullPath}.git</code></p>
        <h2>${project.defaultBranch}</h2>
        ${await listing(context, layout, project, {
          ref: project.defaultBranch,
          sha,
          path: '',
        })}
        <h2>Commits</h2>
        <ul>
          ${commits.map(
            commit =>
              html`<li>
                ${link(
                  layout,
                  project,
                  'commit',
                  commit.sha,
                  commit.sha.slice(0, 8),
                )}
                ${commit.message.split('\n')[0]}
                <small>${commit.authorName}, ${commit.committedDate}</small>
              </li>`,
          )}
        </ul>`,
    };
  };
  return [
    { path: '', show: ({ project }) => projectPage(project) },
    {
      path: `${prefix}/commit/{sha}`,
      async show({ project, params }) {
        const git = context.git.of(project);
        const commit = await git.commit(params.sha);
        if (!commit) {
          return undefined;
        }
        const files = await diffTrees(git, commit.parents[0], commit.sha);
        return {
          title: commit.message.split('\n')[0],
          body: html`<p>
              <code>${commit.sha}</code><br />
              <small>${commit.authorName}, ${commit.committedDate}</small>
            </p>
            <pre>${commit.message}</pre>
            ${files.map(
              file =>
                html`<h2>${file.newPath}</h2>
                  <pre>${file.diff}</pre>`,
            )}`,
        };
      },
    },
    {
      path: `${prefix}/tree/{…target}`,
      async show({ project, params }) {
        const at = await splitRef(context, project, params.target);
        return (
          at && {
            title: at.path || at.ref,
            body: await listing(context, layout, project, at),
          }
        );
      },
    },
    {
      path: `${prefix}/blob/{…target}`,
      async show({ project, params }) {
        const at = await splitRef(context, project, params.target);
        const content =
          at && (await context.git.of(project).readFile(at.sha, at.path));
        if (!at || !content) {
          return undefined;
        }
        const binary = content.subarray(0, 8000).includes(0);
        return {
          title: at.path,
          body: html`<p><small>${at.ref}</small></p>
            <pre>${binary ? `${content.length} bytes` : content}</pre>`,
        };
      },
    },
  ];
}
