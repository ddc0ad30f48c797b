import { html } from '../../forge/pages/ForgePage.ts';
import type { ForgePage, Html } from '../../forge/pages/ForgePage.ts';
import type { GithubContext } from '../GithubContext.ts';

function list(items: Html[]): Html {
  return items.length > 0
    ? html`<ul>
        ${items.map(item => html`<li>${item}</li>`)}
      </ul>`
    : html`<p>There are none.</p>`;
}

/** What is set in a repository: names, never values. It is changed through the API. */
export function settingsPages(context: GithubContext): ForgePage[] {
  const { forge, records } = context;
  const keysOf = (id: number) =>
    forge.records.deployKeys
      .filter(key => key.projectId === id)
      .map(
        key =>
          html`${key.title} (${key.canPush ? 'read and write' : 'read-only'})`,
      );
  const hooksOf = (id: number) =>
    records.hooks
      .filter(hook => hook.projectId === id)
      .map(
        hook =>
          html`<code>${new URL(hook.url).origin}</code>:
            ${hook.events.join(', ')} (${hook.lastResponse.status})`,
      );
  const rulesOf = (id: number) => [
    ...records.protections
      .filter(rule => rule.projectId === id)
      .map(rule => html`Protection of <code>${rule.branch}</code>`),
    ...records.rulesets
      .filter(rule => rule.projectId === id)
      .map(rule => html`Ruleset ${rule.name} (${rule.enforcement})`),
  ];
  return [
    {
      path: '/settings',
      show: ({ project }) => ({
        title: 'Settings',
        body: html`<p>
            ${project.visibility}${project.archived ? ', archived' : ''}
          </p>
          <h2>Rules</h2>
          ${list(rulesOf(project.id))}
          <h2>Deploy keys</h2>
          ${list(keysOf(project.id))}
          <h2>Webhooks</h2>
          ${list(hooksOf(project.id))}`,
      }),
    },
    {
      path: '/settings/keys',
      show: ({ project }) => ({
        title: 'Deploy keys',
        body: list(keysOf(project.id)),
      }),
    },
    {
      path: '/settings/hooks',
      show: ({ project }) => ({
        title: 'Webhooks',
        body: list(hooksOf(project.id)),
      }),
    },
    ...['/rules', '/settings/branches', '/rules/{id}'].map(path => ({
      path,
      show: ({ project }: { project: { id: number } }) => ({
        title: 'Rules',
        body: list(rulesOf(project.id)),
      }),
    })),
  ];
}
