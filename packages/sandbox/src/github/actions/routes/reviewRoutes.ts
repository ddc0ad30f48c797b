import { z } from 'zod';
import type { GithubRequest, GithubRoute } from '../../api/GithubRoute.ts';
import { nodeId } from '../../present/nodeId.ts';
import { presentUser } from '../../present/presentOwner.ts';
import { apiUrlOf, seconds } from '../../present/presentRepository.ts';
import { readGithubParams } from '../../router/readGithubParams.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import {
  presentEnvironment,
  presentReviewer,
} from '../present/presentEnvironment.ts';
import { presentDeployment } from '../present/presentDeployment.ts';
import type {
  ActionsEnvironmentRecord,
  RunRecord,
} from '../records/actionsRecords.ts';
import { findRun, reading, repo } from './lookUp.ts';

const pending = `${repo}/actions/runs/{run_id}/pending_deployments`;

const reviewBody = z.object({
  environment_ids: z.array(z.number().int()).min(1),
  state: z.enum(['approved', 'rejected']),
  comment: z.string(),
});

/** What waits for somebody's approval, and the approvals. */
export function reviewRoutes(service: ActionsService): GithubRoute[] {
  const { context, store, engine } = service;
  const docs = (name: string) => `actions/workflow-runs#${name}`;

  function waitingFor(run: RunRecord): ActionsEnvironmentRecord[] {
    const names = new Set(
      store
        .jobs(run.id)
        .filter(job => job.status === 'waiting')
        .map(job => job.environment),
    );
    return store.records.environments.filter(
      one => one.projectId === run.projectId && names.has(one.name),
    );
  }

  function mayReview(
    request: GithubRequest,
    run: RunRecord,
    environment: ActionsEnvironmentRecord,
  ): boolean {
    const user = context.userOf(request.principal);
    const isOwn =
      environment.preventSelfReview && user.id === run.triggeringActorId;
    return (
      !isOwn &&
      environment.reviewers.some(
        one => one.type === 'User' && one.id === user.id,
      )
    );
  }

  function present(
    request: GithubRequest,
    run: RunRecord,
    environment: ActionsEnvironmentRecord,
  ) {
    const { id, node_id, name, url, html_url } = presentEnvironment(
      service,
      request.repository,
      environment,
    );
    return {
      environment: { id, node_id, name, url, html_url },
      wait_timer: environment.waitMinutes,
      wait_timer_started_at:
        environment.waitMinutes > 0 ? seconds(run.runStartedAt) : null,
      current_user_can_approve:
        request.principal !== undefined && mayReview(request, run, environment),
      reviewers: environment.reviewers.map(one =>
        presentReviewer(service, one),
      ),
    };
  }

  return [
    {
      method: 'GET',
      path: pending,
      docs: docs('get-pending-deployments-for-a-workflow-run'),
      access: reading(),
      handle(request) {
        const run = findRun(service, request);
        return {
          status: 200,
          body: waitingFor(run).map(one => present(request, run, one)),
        };
      },
    },
    {
      method: 'POST',
      path: pending,
      docs: docs('review-pending-deployments-for-a-workflow-run'),
      // Reviewers need no more than to read the repository.
      access: {
        kind: 'repository',
        role: 'read',
        permission: 'deployments',
        level: 'write',
      },
      handle(request) {
        const run = findRun(service, request);
        const body = readGithubParams(request.body, reviewBody);
        const user = context.userOf(request.principal);
        const waiting = waitingFor(run).filter(one =>
          body.environment_ids.includes(one.id),
        );
        if (
          waiting.length === 0 ||
          waiting.length < new Set(body.environment_ids).size
        ) {
          throw context.errors.unprocessable(
            'No pending deployment requests to approve or reject',
          );
        }
        if (!waiting.every(one => mayReview(request, run, one))) {
          throw context.errors.unprocessable(
            'Cannot approve or reject a deployment that you are not a required reviewer of',
          );
        }
        const names = waiting.map(one => one.name);
        const jobs = store
          .jobs(run.id)
          .filter(
            job =>
              job.status === 'waiting' &&
              job.environment !== null &&
              names.includes(job.environment),
          );
        store.records.reviews.put({
          id: store.records.reviews.nextId(),
          runId: run.id,
          attempt: run.attempt,
          environmentIds: waiting.map(one => one.id),
          state: body.state,
          comment: body.comment,
          userId: user.id,
        });
        engine.review(run.id, names, body.state, user.username);
        const deployments = store.records.deployments.filter(one =>
          jobs.some(job => job.id === one.jobId),
        );
        return {
          status: 200,
          body: deployments.map(one =>
            presentDeployment(service, request.repository, one),
          ),
        };
      },
    },
    {
      method: 'GET',
      path: `${repo}/actions/runs/{run_id}/approvals`,
      docs: docs('get-the-review-history-for-a-workflow-run'),
      access: reading(),
      handle(request) {
        const run = findRun(service, request);
        const reviews = store.records.reviews.filter(
          one => one.runId === run.id,
        );
        return {
          status: 200,
          body: reviews.map(review => {
            const user = context.forge.records.users.get(review.userId);
            return {
              state: review.state,
              comment: review.comment,
              user: user ? presentUser(context, user) : null,
              environments: review.environmentIds.flatMap(id => {
                const one = store.records.environments.get(id);
                return one
                  ? [
                      {
                        id,
                        node_id: nodeId('Environment', id),
                        name: one.name,
                        url: `${apiUrlOf(
                          context,
                          request.repository,
                        )}/environments/${encodeURIComponent(one.name)}`,
                        created_at: seconds(one.createdAt),
                        updated_at: seconds(one.updatedAt),
                      },
                    ]
                  : [];
              }),
            };
          }),
        };
      },
    },
  ];
}
