import type { GithubContext } from '../../GithubContext.ts';
import type { ProjectRecord } from '../../../forge/records/records.ts';
import type {
  ExpressionContext,
  ExpressionValue,
} from '../expressions/ExpressionValue.ts';
import { deriveResult } from '../plan/deriveResults.ts';
import type { ActionsStore } from '../records/ActionsStore.ts';
import type { RunRecord } from '../records/actionsRecords.ts';
import { settingsFor } from '../secrets/settingsFor.ts';
import type { ParsedJob } from '../workflow/ParsedWorkflow.ts';
import { githubContext } from './githubContext.ts';

/** The contexts of expressions that a run gives to its jobs. */
export class RunContexts {
  readonly #context: GithubContext;
  readonly #store: ActionsStore;

  constructor(context: GithubContext, store: ActionsStore) {
    this.#context = context;
    this.#store = store;
  }

  project(run: { projectId: number }): ProjectRecord {
    const project = this.#context.forge.records.projects.get(run.projectId);
    if (!project) {
      throw new Error(`Repository ${run.projectId} is not there any more`);
    }
    return project;
  }

  /** What is known of a run before any job of it. */
  ofRun(run: RunRecord): ExpressionContext {
    const { users } = this.#context.forge.records;
    return {
      github: githubContext(run, {
        project: this.project(run),
        actor: users.get(run.actorId),
        triggeringActor: users.get(run.triggeringActorId),
        webUrl: this.#context.webUrl(),
        apiUrl: this.#context.apiUrl(),
      }),
      vars: settingsFor(this.#store.records, {
        projectId: run.projectId,
        environment: null,
      }).vars,
      inputs: run.inputs,
    };
  }

  /** With what the jobs before it have come to. */
  ofJob(run: RunRecord, job: ParsedJob): ExpressionContext {
    const jobs = this.#store.jobs(run.id, run.attempt);
    const needs: Record<string, ExpressionValue> = {};
    for (const need of job.needs) {
      const outputs: Record<string, string> = {};
      for (const one of jobs.filter(each => each.key === need)) {
        for (const [key, value] of Object.entries(one.outputs)) {
          // Of a matrix, the last one that has a value gives it.
          outputs[key] = value || outputs[key] || '';
        }
      }
      needs[need] = { result: deriveResult(need, jobs) ?? '', outputs };
    }
    return { ...this.ofRun(run), needs };
  }
}
