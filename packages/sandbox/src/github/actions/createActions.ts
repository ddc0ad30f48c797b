import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Registry } from '../../registry/index.ts';
import { createRunnerHost } from '../../forge/ci/createRunnerHost.ts';
import type { HttpHandler, Running } from '../../world/seams.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { createActionsLinks } from './createActionsLinks.ts';
import type { ActionsService } from './engine/ActionsService.ts';
import { JobDeployments } from './engine/JobDeployments.ts';
import { JobRunner } from './engine/JobRunner.ts';
import { LogDownloads } from './engine/LogDownloads.ts';
import { RunContexts } from './engine/RunContexts.ts';
import { RunEngine } from './engine/RunEngine.ts';
import { triggerByPullRequest, triggerByPush } from './engine/triggerRuns.ts';
import { WorkflowFiles } from './engine/WorkflowFiles.ts';
import { createEventEmitter } from './hooks/createEventEmitter.ts';
import { ActionsStore } from './records/ActionsStore.ts';
import { openActionsRecords } from './records/actionsRecords.ts';
import { serviceRoutes } from './routes/serviceRoutes.ts';
import { SecretBoxes } from './secrets/SecretBoxes.ts';
import { installTools } from './shell/installTools.ts';
import { checkoutAction } from './steps/checkoutAction.ts';
import { imageActions } from './steps/imageActions.ts';
import { ImagePushes } from './steps/ImagePushes.ts';
import { otherActions, type KeepArtifact } from './steps/otherActions.ts';
import { ScriptRunner } from './steps/ScriptRunner.ts';
import { StepPerformer } from './steps/StepPerformer.ts';

export interface ActionsOptions {
  /** Made after the forge, which decides who may do what in it. */
  registry: () => Registry;
  /** How long jobs take: 1 is a few seconds each, 0 no time at all. */
  pace?: number;
}

/** GitHub Actions: give `routes` and `handle` to the one who serves GitHub, then `start()`. */
export interface Actions extends Running {
  routes: GithubRoute[];
  /** Where logs are downloaded from. */
  handle: HttpHandler;
  service: ActionsService;
  /** Listens to pushes and goes on with what an earlier start has left; once GitHub is served. */
  start(): void;
  /** Resolves when all runs asked for are made and every event handed on. */
  settled(): Promise<void>;
}

export function createActions(
  context: GithubContext,
  options: ActionsOptions,
): Actions {
  const { forge } = context;
  const { clock } = forge;
  const events = createEventEmitter(() => service);
  const host = createRunnerHost(forge, {
    registry: options.registry,
    // The pipelines of GitLab are others'.
    emit: () => {},
  });
  const store = new ActionsStore(
    openActionsRecords(forge.storage),
    clock,
    events.emit,
  );
  const contexts = new RunContexts(context, store);
  const files = new WorkflowFiles(context, store);
  const pushes = new ImagePushes(host);
  let tools: Promise<string> | undefined;
  const needTools = () => (tools ??= makeTools());
  const performer = new StepPerformer({
    twins: {
      'actions/checkout': call => checkoutAction(call, context.sshUrl),
      ...imageActions(pushes, (credentials, signal) =>
        tryLogin(forge.baseUrl(), credentials, signal),
      ),
      ...otherActions(keepArtifact(store)),
    },
    scripts: new ScriptRunner({ tools: needTools, pushes }),
  });
  const engine = new RunEngine({
    context,
    store,
    files,
    contexts,
    clock,
    deployments: new JobDeployments(
      store,
      (run, job) =>
        `${context.webUrl()}/${contexts.project(run).fullPath}/actions/runs/${
          run.id
        }/job/${job.id}`,
    ),
    runner: new JobRunner({
      context,
      host,
      store,
      contexts,
      performer,
      clock,
      pace: options.pace ?? 1,
    }),
  });
  const service: ActionsService = {
    context,
    host,
    store,
    engine,
    secrets: new SecretBoxes(store.records),
    downloads: new LogDownloads(clock),
  };
  context.actions = createActionsLinks(service);
  return {
    service,
    routes: serviceRoutes(service),
    handle: service.downloads.handle,
    start() {
      engine.start();
      forge.pushes.subscribe(push =>
        engine.inTurn(push.project, () => triggerByPush(service, push)),
      );
      context.events.subscribe(event => {
        if (event.event === 'pull_request') {
          engine.inTurn(event.project.fullPath, () =>
            triggerByPullRequest(service, event),
          );
        }
      });
    },
    async settled() {
      await engine.settled();
      await events.settled();
    },
    async stop() {
      await engine.stop();
      await events.settled();
      if (tools) {
        await rm(await tools, { recursive: true, force: true });
      }
    },
  };
}

async function makeTools(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-tools-'));
  await installTools(folder);
  return folder;
}

/** Tries credentials as a container engine does: it asks the registry for a token. */
async function tryLogin(
  baseUrl: string,
  { username, password }: { username: string; password: string },
  signal: AbortSignal,
): Promise<boolean> {
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  const answer = await fetch(
    `${baseUrl}/jwt/auth?service=container_registry&account=${encodeURIComponent(
      username,
    )}`,
    {
      headers: { authorization: `Basic ${basic}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(15_000)]),
    },
  );
  await answer.arrayBuffer();
  return answer.ok;
}

const day = 86_400_000;

function keepArtifact(store: ActionsStore): KeepArtifact {
  return ({ name, session, retentionDays }) => {
    const { artifacts } = store.records;
    const now = store.now();
    const digest = createHash('sha256').update(`${name}${now}`).digest('hex');
    const artifact = artifacts.put({
      id: artifacts.nextId(),
      projectId: session.run.projectId,
      runId: session.run.id,
      attempt: session.run.attempt,
      name,
      sizeInBytes: 0,
      digest: `sha256:${digest}`,
      createdAt: now,
      expiresAt: new Date(Date.parse(now) + retentionDays * day).toISOString(),
    });
    return { id: artifact.id, digest: artifact.digest };
  };
}
