import { createHash } from 'node:crypto';
import type { Registry } from '../../registry/index.ts';
import { createRunnerHost } from '../../forge/ci/createRunnerHost.ts';
import type { GithubContext } from '../GithubContext.ts';
import type { ActionsService } from './engine/ActionsService.ts';
import { JobDeployments } from './engine/JobDeployments.ts';
import { JobRunner } from './engine/JobRunner.ts';
import { LogDownloads } from './engine/LogDownloads.ts';
import { RunContexts } from './engine/RunContexts.ts';
import { RunEngine } from './engine/RunEngine.ts';
import { WorkflowFiles } from './engine/WorkflowFiles.ts';
import type { ActionsEvent } from './records/ActionsEvent.ts';
import { ActionsStore } from './records/ActionsStore.ts';
import { openActionsRecords } from './records/actionsRecords.ts';
import { SecretBoxes } from './secrets/SecretBoxes.ts';
import { checkoutAction } from './steps/checkoutAction.ts';
import { imageActions } from './steps/imageActions.ts';
import { ImagePushes } from './steps/ImagePushes.ts';
import { otherActions, type KeepArtifact } from './steps/otherActions.ts';
import { ScriptRunner } from './steps/ScriptRunner.ts';
import { StepPerformer } from './steps/StepPerformer.ts';

/** Puts the parts of Actions together. */
export function createActionsService(
  context: GithubContext,
  options: {
    registry: () => Registry;
    pace: number;
    /** The folder with the programs that jobs may use. */
    tools: () => Promise<string>;
    emit: (event: ActionsEvent) => void;
  },
): ActionsService {
  const { forge } = context;
  const { clock } = forge;
  const host = createRunnerHost(forge, {
    registry: options.registry,
    // The pipelines of GitLab are others'.
    emit: () => {},
  });
  const store = new ActionsStore(
    openActionsRecords(forge.storage),
    clock,
    options.emit,
  );
  const contexts = new RunContexts(context, store);
  const files = new WorkflowFiles(context, store);
  const pushes = new ImagePushes(host, (...asked) =>
    options.registry().canPull(...asked),
  );
  const performer = new StepPerformer({
    twins: {
      'actions/checkout': call => checkoutAction(call, context.sshUrl),
      ...imageActions(pushes, (credentials, signal) =>
        tryLogin(forge.baseUrl(), credentials, signal),
      ),
      ...otherActions(keepArtifact(store)),
    },
    scripts: new ScriptRunner({ tools: options.tools, pushes }),
  });
  const deployments = new JobDeployments(
    store,
    (run, job) =>
      `${context.webUrl()}/${contexts.project(run).fullPath}/actions/runs/${
        run.id
      }/job/${job.id}`,
  );
  const runner = new JobRunner({
    context,
    host,
    store,
    contexts,
    performer,
    clock,
    pace: options.pace,
  });
  return {
    context,
    host,
    store,
    engine: new RunEngine({
      context,
      store,
      files,
      contexts,
      clock,
      deployments,
      runner,
    }),
    secrets: new SecretBoxes(store.records),
    downloads: new LogDownloads(clock),
  };
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
