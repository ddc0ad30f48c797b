import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { derivePace } from '../../../runner/engine/derivePace.ts';
import { parseFailureDirective } from '../../../runner/effects/parseFailureDirective.ts';
import type { RunnerHost } from '../../../runner/index.ts';
import type { Clock } from '../../../world/Clock.ts';
import type { GithubContext } from '../../GithubContext.ts';
import type { Scope } from '../expressions/evaluateExpression.ts';
import type { ExpressionValue } from '../expressions/ExpressionValue.ts';
import { resolveText, resolveTexts } from '../expressions/resolveTemplate.ts';
import type { ActionsStore } from '../records/ActionsStore.ts';
import type { RunJobRecord } from '../records/actionsRecords.ts';
import type { Conclusion } from '../records/statuses.ts';
import { settingsFor } from '../secrets/settingsFor.ts';
import type { JobFolders, JobSession } from '../steps/JobSession.ts';
import type { StepPerformer } from '../steps/StepPerformer.ts';
import type { ParsedJob, ParsedWorkflow } from '../workflow/ParsedWorkflow.ts';
import { entryOf } from '../workflow/Template.ts';
import { defaultVariables } from './githubContext.ts';
import { JobLog } from './JobLog.ts';
import type { RunContexts } from './RunContexts.ts';
import { StepSequence } from './StepSequence.ts';

export interface JobEnd {
  conclusion: Conclusion;
  outputs: Record<string, string>;
  environmentUrl: string;
}

/** Runs one job, from its token to its outputs. */
export class JobRunner {
  readonly #context: GithubContext;
  readonly #host: RunnerHost;
  readonly #store: ActionsStore;
  readonly #contexts: RunContexts;
  readonly #performer: StepPerformer;
  readonly #clock: Clock;
  readonly #pace: number;

  constructor(options: {
    context: GithubContext;
    host: RunnerHost;
    store: ActionsStore;
    contexts: RunContexts;
    performer: StepPerformer;
    clock: Clock;
    pace: number;
  }) {
    this.#context = options.context;
    this.#host = options.host;
    this.#store = options.store;
    this.#contexts = options.contexts;
    this.#performer = options.performer;
    this.#clock = options.clock;
    this.#pace = options.pace;
  }

  async run(
    job: RunJobRecord,
    workflow: ParsedWorkflow,
    signal: AbortSignal,
  ): Promise<JobEnd> {
    const parsed = workflow.jobs.find(one => one.id === job.key);
    const root = await mkdtemp(join(tmpdir(), 'slipway-actions-'));
    const token = this.#context.tokens.issueWorkflowToken({
      jobId: job.id,
      projectId: job.projectId,
      userId: this.#context.bot('github-actions[bot]').id,
      permissions: job.permissions,
    });
    try {
      const session = await this.#open(job, parsed, token, root, signal);
      if (!session || !parsed) {
        return { conclusion: 'failure', outputs: {}, environmentUrl: '' };
      }
      return await this.#perform(session, parsed, workflow);
    } finally {
      this.#context.tokens.revokeWorkflowToken(job.id);
      await rm(root, { recursive: true, force: true });
    }
  }

  async #open(
    job: RunJobRecord,
    parsed: ParsedJob | undefined,
    token: string,
    root: string,
    signal: AbortSignal,
  ): Promise<JobSession | undefined> {
    const run = this.#store.run(job.runId);
    const project = this.#contexts.project(run);
    const commit = await this.#host.commit(run.projectId, run.headSha);
    if (!commit || !parsed) {
      return undefined;
    }
    const folders = await makeFolders(root, project.path);
    const { secrets, vars } = settingsFor(this.#store.records, job);
    const base = this.#contexts.ofJob(run, parsed);
    const github = {
      ...(base.github as Record<string, ExpressionValue>),
      job: job.key,
      token,
      workspace: folders.workspace,
      event_path: join(folders.temp, 'event.json'),
    };
    await writeFile(github.event_path, JSON.stringify(run.payload));
    const variables = defaultVariables(
      github,
      { key: job.key, runnerName: job.runnerName ?? 'sandbox' },
      {
        workspace: folders.workspace,
        temp: folders.temp,
        event: github.event_path,
      },
    );
    const log = new JobLog({
      write: text => this.#store.appendLog(job.id, text),
      secrets: [],
      clock: this.#clock,
    });
    [...Object.values(secrets), token].forEach(secret => log.mask(secret));
    return {
      run,
      job,
      project,
      commit,
      folders,
      token,
      log,
      signal,
      variables,
      env: {},
      steps: {},
      logins: new Map(),
      imageTags: new Map(),
      checkedOut: false,
      context: {
        ...base,
        github,
        vars,
        secrets: { ...secrets, GITHUB_TOKEN: token, github_token: token },
        matrix: job.matrix ?? {},
        strategy: {
          'fail-fast': job.failFast,
          'job-index': job.index,
          'job-total': job.total,
          'max-parallel': job.maxParallel ?? job.total,
        },
        runner: {
          os: 'Linux',
          arch: 'X64',
          name: job.runnerName ?? 'sandbox',
          temp: folders.temp,
          tool_cache: folders.temp,
          environment: 'github-hosted',
        },
      },
    };
  }

  async #perform(
    session: JobSession,
    parsed: ParsedJob,
    workflow: ParsedWorkflow,
  ): Promise<JobEnd> {
    const { job, log, commit } = session;
    const scope: Scope = { context: session.context };
    Object.assign(session.env, resolveTexts(workflow.env, scope));
    Object.assign(
      session.env,
      resolveTexts(parsed.env, {
        context: { ...session.context, env: { ...session.env } },
      }),
    );
    const builds = parsed.steps.some(step =>
      /build-push-action/.test(step.uses ?? ''),
    );
    const pace =
      this.#pace *
      derivePace(
        { name: job.name },
        builds ? [{ kind: 'push-image', reference: '' }] : [],
      );
    const sequence = new StepSequence({
      session,
      performer: this.#performer,
      store: this.#store,
      defaults: { workflow: workflow.defaults, job: parsed.defaults },
      rest: () =>
        this.#clock.sleep(pace / (parsed.steps.length + 1), session.signal),
      fails: [job.name, job.key].some(name =>
        parseFailureDirective(commit.message, { name, attempt: job.attempt }),
      ),
    });
    if (parsed.uses) {
      log.notice(
        `The sandbox does not run ${parsed.uses}: the job is shown, and the run goes on.`,
      );
    }
    const conclusion = await sequence.run(parsed.steps);
    log.end();
    const ended: Scope = {
      context: {
        ...session.context,
        env: { ...session.env },
        steps: session.steps,
        job: { status: conclusion },
      },
    };
    return {
      conclusion,
      outputs: resolveTexts(parsed.outputs, ended),
      environmentUrl:
        resolveText(entryOf(parsed.environment, 'url'), ended) ?? '',
    };
  }
}

async function makeFolders(root: string, name: string): Promise<JobFolders> {
  const folders = {
    root,
    home: join(root, 'home'),
    workspace: join(root, name, name),
    temp: join(root, '_temp'),
  };
  await mkdir(folders.home, { recursive: true });
  await mkdir(folders.workspace, { recursive: true });
  await mkdir(folders.temp, { recursive: true });
  return folders;
}
