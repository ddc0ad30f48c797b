import { html } from '../../pages/ForgePage.ts';
import type { ForgePage } from '../../pages/ForgePage.ts';
import type { CiService } from '../CiService.ts';
import { statusWord } from '../present/detailedStatus.ts';
import { hasWarnings } from '../present/presentPipeline.ts';

/** A trace as a person reads it: without the marks of sections and without colours. */
export function plainTrace(trace: string): string {
  return trace
    .replace(/section_(start|end):\d+:[\w.-]+(\[[^\]]*\])?\r/g, '')
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
}

/** The pages of a pipeline and of a job. */
export function ciPages(ci: CiService): ForgePage[] {
  const { store } = ci;
  return [
    {
      path: '/-/pipelines',
      show({ project }) {
        const pipelines = store.records.pipelines
          .filter(one => one.projectId === project.id)
          .reverse();
        return {
          title: 'Pipelines',
          body: html`<ul>
            ${pipelines.map(
              one => html`<li>
                <a href="/${project.fullPath}/-/pipelines/${one.id}"
                  >#${one.id}</a
                >
                ${statusWord(one.status, false)}: ${one.ref} at
                <code>${one.sha.slice(0, 8)}</code>
              </li>`,
            )}
          </ul>`,
        };
      },
    },
    {
      path: '/-/pipelines/{id}',
      show({ project, params }) {
        const pipeline = store.records.pipelines.get(Number(params.id));
        if (pipeline?.projectId !== project.id) {
          return undefined;
        }
        const jobs = store.jobs(pipeline.id);
        return {
          title: `Pipeline #${pipeline.id}`,
          body: html`<p>
              ${statusWord(pipeline.status, hasWarnings(jobs))}: ${pipeline.ref}
              at <code>${pipeline.sha.slice(0, 8)}</code>
            </p>
            ${pipeline.yamlErrors
              ? html`<pre>${pipeline.yamlErrors}</pre>`
              : ''}
            ${pipeline.stages.map(
              stage => html`<h2>${stage}</h2>
                <ul>
                  ${jobs
                    .filter(job => job.stage === stage)
                    .map(
                      job => html`<li>
                        <a href="/${project.fullPath}/-/jobs/${job.id}"
                          >${job.name}</a
                        >
                        ${statusWord(job.status, false)}
                      </li>`,
                    )}
                </ul>`,
            )}`,
        };
      },
    },
    {
      path: '/-/jobs/{id}',
      show({ project, params }) {
        const job = store.records.jobs.get(Number(params.id));
        if (job?.projectId !== project.id) {
          return undefined;
        }
        const stuck = ci.runners.stuckReason(job);
        return {
          title: `Job ${job.name} #${job.id}`,
          body: html`<p>
              ${statusWord(job.status, false)}, stage ${job.stage},
              <a href="/${project.fullPath}/-/pipelines/${job.pipelineId}"
                >pipeline #${job.pipelineId}</a
              >
            </p>
            ${job.failureReason
              ? html`<p>Failure reason: <code>${job.failureReason}</code></p>`
              : ''}
            ${stuck ? html`<p>${stuck}</p>` : ''}
            <pre>${plainTrace(store.trace(job.id))}</pre>`,
        };
      },
    },
  ];
}
