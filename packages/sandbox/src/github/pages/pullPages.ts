import { diffTrees } from '../../git/diffTrees.ts';
import { readHeads } from '../../forge/mergeRequests/mergeability.ts';
import { html } from '../../forge/pages/ForgePage.ts';
import type { ForgePage } from '../../forge/pages/ForgePage.ts';
import type { GithubContext } from '../GithubContext.ts';
import { titleOf } from '../pulls/presentPull.ts';

/** The pages of pull requests. */
export function pullPages(context: GithubContext): ForgePage[] {
  const { mergeRequests, users } = context.forge.records;
  return [
    {
      path: '/pulls',
      show({ project }) {
        const pulls = mergeRequests
          .filter(pull => pull.projectId === project.id)
          .reverse();
        return {
          title: 'Pull requests',
          body: html`<ul>
            ${pulls.map(
              pull => html`<li>
                <a href="/${project.fullPath}/pull/${pull.iid}"
                  >#${pull.iid} ${titleOf(pull)}</a
                >
                ${pull.state === 'opened' ? 'open' : pull.state}
              </li>`,
            )}
          </ul>`,
        };
      },
    },
    {
      path: '/pull/{number}',
      async show({ project, params }) {
        const pull = mergeRequests.find(
          each =>
            each.projectId === project.id && String(each.iid) === params.number,
        );
        if (!pull) {
          return undefined;
        }
        const { source, base } = await readHeads(context.forge, project, pull);
        const files =
          source && base
            ? await diffTrees(context.forge.git.of(project), base, source)
            : [];
        const author = users.get(pull.authorId)?.username;
        return {
          title: `${titleOf(pull)} #${pull.iid}`,
          body: html`<p>
              ${pull.state === 'opened' ? 'Open' : pull.state}: ${author} wants
              to merge <code>${pull.sourceBranch}</code> into
              <code>${pull.targetBranch}</code>
            </p>
            <pre>${pull.description}</pre>
            ${files.map(
              file =>
                html`<h2>${file.newPath}</h2>
                  <pre>${file.diff}</pre>`,
            )}`,
        };
      },
    },
  ];
}
