import type { ActionsEvent } from '../records/ActionsEvent.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import { presentCheckRun } from '../present/presentChecks.ts';
import {
  presentDeployment,
  presentDeploymentStatus,
} from '../present/presentDeployment.ts';
import { presentJob } from '../present/presentJob.ts';
import { presentRun } from '../present/presentRun.ts';
import { presentWorkflow } from '../present/presentWorkflow.ts';

/**
 * Tells the webhooks of GitHub of every change, in order. What an event says is what was true when
 * it happened; only the commit is looked up afterwards, as it does not change.
 */
export function createEventEmitter(service: () => ActionsService): {
  emit: (event: ActionsEvent) => void;
  settled: () => Promise<void>;
} {
  let last: Promise<void> = Promise.resolve();

  async function deliver(event: ActionsEvent): Promise<void> {
    const actions = service();
    const { context, host, store } = actions;
    const { projectId } = subjectOf(event);
    const project = context.forge.records.projects.get(projectId);
    if (!project) {
      return;
    }
    const emit = (
      name: string,
      action: string | undefined,
      senderId: number,
      payload: Record<string, unknown>,
    ) => {
      const sender = context.forge.records.users.get(senderId);
      context.events.emit({
        event: name,
        ...(action === undefined ? {} : { action }),
        project,
        sender: sender ?? context.bot('github-actions[bot]'),
        payload,
      });
    };
    switch (event.kind) {
      case 'run': {
        const { run, action } = event;
        const commit = await host.commit(projectId, run.headSha);
        const workflow = store.records.workflows.get(run.workflowId);
        emit('workflow_run', action, run.triggeringActorId, {
          workflow_run: presentRun(actions, project, run, commit),
          workflow: workflow
            ? presentWorkflow(actions, project, workflow)
            : null,
        });
        return;
      }
      case 'job': {
        const { job, action } = event;
        const run = store.records.runs.get(job.runId);
        if (!run) {
          return;
        }
        emit('workflow_job', action, run.triggeringActorId, {
          workflow_job: presentJob(actions, project, run, job),
        });
        if (action === 'queued' || action === 'completed') {
          emit(
            'check_run',
            action === 'queued' ? 'created' : 'completed',
            run.triggeringActorId,
            { check_run: presentCheckRun(actions, project, run, job) },
          );
        }
        return;
      }
      case 'deployment': {
        const { deployment } = event;
        emit('deployment', 'created', deployment.creatorId, {
          deployment: presentDeployment(actions, project, deployment),
          workflow: null,
          workflow_run: null,
        });
        return;
      }
      case 'deployment_status': {
        const { deployment, status } = event;
        emit('deployment_status', 'created', status.creatorId, {
          deployment: presentDeployment(actions, project, deployment),
          deployment_status: presentDeploymentStatus(
            actions,
            project,
            deployment,
            status,
          ),
          check_run: null,
          workflow: null,
          workflow_run: null,
        });
        return;
      }
      default:
        event satisfies never;
    }
  }

  return {
    emit(event) {
      last = last
        .then(() => deliver(event))
        .catch((error: Error) =>
          service().context.forge.log(
            `An event of Actions could not be put together: ${error.stack}`,
          ),
        );
    },
    settled: () => last,
  };
}

function subjectOf(event: ActionsEvent): { projectId: number } {
  switch (event.kind) {
    case 'run':
      return event.run;
    case 'job':
      return event.job;
    case 'deployment':
    case 'deployment_status':
      return event.deployment;
    default:
      return event satisfies never;
  }
}
