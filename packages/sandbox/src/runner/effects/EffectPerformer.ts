import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImagePushDenied, parseImageReference } from '../../registry/index.ts';
import type { RunnerHost } from '../RunnerHost.ts';
import type { JobExecution } from '../engine/JobExecution.ts';
import type { JobTrace } from '../trace/JobTrace.ts';
import type { JobVariables } from '../variables/deriveJobVariables.ts';
import { commitTag } from './commitTag.ts';
import type { JobEffect } from './deriveEffects.ts';
import { runScript } from './runScript.ts';

/** How long a script that is really run may take, in real time. */
const scriptTimeoutMilliseconds = 120_000;

/** Does what a job's script would do to the outside, with the job's own credentials. */
export class EffectPerformer {
  #host: RunnerHost;

  constructor(host: RunnerHost) {
    this.#host = host;
  }

  /** Why the job fails by it; undefined when it went well. */
  async perform(
    effect: JobEffect,
    execution: JobExecution,
    trace: JobTrace,
  ): Promise<string | undefined> {
    switch (effect.kind) {
      case 'push-image':
        return this.#pushImage(effect.reference, execution, trace);
      case 'run-script':
        return inFolder(folder =>
          this.#runScript(effect, folder, execution, trace),
        );
      case 'commit-tag':
        return inFolder(folder =>
          this.#commitTag(effect, folder, execution, trace),
        );
      default:
        return effect satisfies never;
    }
  }

  async #pushImage(
    reference: string,
    execution: JobExecution,
    trace: JobTrace,
  ): Promise<string | undefined> {
    const host = this.#host.registryHost();
    const image = parseImageReference(reference);
    if (!image?.tag || image.host !== host) {
      trace.line(
        `The push of ${reference} is left out: the sandbox has the registry ${host} only.`,
      );
      return undefined;
    }
    trace.line(`The push refers to repository [${host}/${image.repository}]`);
    try {
      const { digest, size } = await this.#host.pushImage({
        repository: image.repository,
        tag: image.tag,
        labels: {
          'org.opencontainers.image.revision': execution.commit.sha,
          'org.opencontainers.image.source': execution.project.url,
          'org.opencontainers.image.version': image.tag,
        },
        credentials: {
          username: 'gitlab-ci-token',
          password: execution.jobToken,
        },
      });
      trace.line(`${image.tag}: digest: ${digest} size: ${size}`);
      return undefined;
    } catch (error) {
      if (error instanceof ImagePushDenied) {
        trace.line(error.message);
        return 'script_failure';
      }
      throw error;
    }
  }

  async #runScript(
    effect: Extract<JobEffect, { kind: 'run-script' }>,
    folder: string,
    execution: JobExecution,
    trace: JobTrace,
  ): Promise<string | undefined> {
    const checkout = join(folder, 'checkout');
    const home = join(folder, 'home');
    await mkdir(checkout);
    await mkdir(home);
    const { project, commit, variables, signal } = execution;
    await this.#host.checkOut(project.id, commit.sha, checkout);
    const outcome = await runScript({
      folder: checkout,
      home,
      path: effect.path,
      args: effect.args,
      variables: {
        ...variables.values,
        ...(await writeFileVariables(home, variables)),
        CI_PROJECT_DIR: checkout,
      },
      timeoutMilliseconds: scriptTimeoutMilliseconds,
      signal,
      onOutput: text => trace.append(withoutFolder(text, folder)),
    });
    signal.throwIfAborted();
    switch (outcome.kind) {
      case 'ended':
        return outcome.code === 0 ? undefined : 'script_failure';
      case 'timed-out':
        return 'job_execution_timeout';
      case 'aborted':
        return 'runner_system_failure';
      default:
        return outcome satisfies never;
    }
  }

  async #commitTag(
    effect: Extract<JobEffect, { kind: 'commit-tag' }>,
    folder: string,
    execution: JobExecution,
    trace: JobTrace,
  ): Promise<string | undefined> {
    const { GITOPS_TOKEN: token, CI_PIPELINE_URL: url } =
      execution.variables.values;
    const done = await commitTag({
      ...effect,
      folder,
      credentials: token ? { username: 'oauth2', password: token } : undefined,
      message: `Deploy ${effect.tag}\n\nApp-Commit: ${execution.commit.sha}\nPipeline: ${url}`,
      author: { name: 'Pipeline', email: 'pipeline@example.com' },
      onOutput: text => trace.append(withoutFolder(text, folder)),
    });
    return done ? undefined : 'script_failure';
  }
}

/** The paths of the files that stand for variables of the kind `file`. */
async function writeFileVariables(
  folder: string,
  variables: JobVariables,
): Promise<Record<string, string>> {
  const paths: Record<string, string> = {};
  for (const key of variables.files) {
    paths[key] = join(folder, key);
    await writeFile(paths[key], variables.values[key], { mode: 0o600 });
  }
  return paths;
}

/** Where the sandbox keeps its files is nobody's business. */
function withoutFolder(text: string, folder: string): string {
  return text.replaceAll(folder, '/builds');
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-job-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
