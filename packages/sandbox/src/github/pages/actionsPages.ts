import { html } from '../../forge/pages/ForgePage.ts';
import type { ForgePage } from '../../forge/pages/ForgePage.ts';
import type { ActionsService } from '../actions/engine/ActionsService.ts';

function stateOf(one: { status: string; conclusion: string | null }): string {
  return one.conclusion ?? one.status.replace('_', ' ');
}

/** The pages of workflow runs and their jobs. */
export function actionsPages(service: () => ActionsService): ForgePage[] {
  return [
    {
      path: '/actions',
      show({ project }) {
        const runs = service()
          .store.records.runs.filter(run => run.projectId === project.id)
          .reverse();
        return {
          title: 'Actions',
          body: html`<ul>
            ${runs.map(
              run => html`<li>
                <a href="/${project.fullPath}/actions/runs/${run.id}"
                  >${run.name} #${run.runNumber}</a
                >
                ${stateOf(run)}: ${run.displayTitle}
                <small>${run.headBranch}</small>
              </li>`,
            )}
          </ul>`,
        };
      },
    },
    {
      path: '/actions/runs/{id}',
      show({ project, params }) {
        const { store } = service();
        const run = store.records.runs.get(Number(params.id));
        if (run?.projectId !== project.id) {
          return undefined;
        }
        return {
          title: `${run.name} #${run.runNumber}`,
          body: html`<p>
              ${stateOf(run)}: ${run.displayTitle} at
              <code>${run.headSha.slice(0, 8)}</code>, attempt ${run.attempt}
            </p>
            ${run.problem ? html`<pre>${run.problem}</pre>` : ''}
            <ul>
              ${store.jobs(run.id).map(
                job => html`<li>
                  <a
                    href="/${project.fullPath}/actions/runs/${run.id}/job/${job.id}"
                    >${job.name}</a
                  >
                  ${stateOf(job)}
                </li>`,
              )}
            </ul>`,
        };
      },
    },
    {
      path: '/actions/runs/{run}/job/{id}',
      show({ project, params }) {
        const { store } = service();
        const job = store.records.jobs.get(Number(params.id));
        if (job?.projectId !== project.id || String(job.runId) !== params.run) {
          return undefined;
        }
        return {
          title: job.name,
          body: html`<p>
              ${stateOf(job)},
              <a href="/${project.fullPath}/actions/runs/${job.runId}"
                >the whole run</a
              >
            </p>
            <ul>
              ${job.steps.map(
                step => html`<li>${step.name}: ${stateOf(step)}</li>`,
              )}
            </ul>
            <pre>${store.log(job.id)}</pre>`,
        };
      },
    },
  ];
}
