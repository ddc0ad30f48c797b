import type { ProjectRecord } from '../../../forge/records/records.ts';
import { nodeId } from '../../present/nodeId.ts';
import { presentUser } from '../../present/presentOwner.ts';
import {
  apiUrlOf,
  seconds,
  webUrlOf,
} from '../../present/presentRepository.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import type {
  ActionsEnvironmentRecord,
  EnvironmentReviewer,
} from '../records/actionsRecords.ts';

export function presentReviewer(
  { context }: ActionsService,
  reviewer: EnvironmentReviewer,
) {
  const user = context.forge.records.users.get(reviewer.id);
  return {
    type: reviewer.type,
    reviewer: user ? presentUser(context, user) : { id: reviewer.id },
  };
}

/** `environment`, with its protection as rules. */
export function presentEnvironment(
  service: ActionsService,
  project: ProjectRecord,
  environment: ActionsEnvironmentRecord,
) {
  const { context } = service;
  const name = encodeURIComponent(environment.name);
  const rule = (id: number, type: string, more: object = {}) => ({
    id: environment.id * 10 + id,
    node_id: nodeId('GateRule', environment.id * 10 + id),
    type,
    ...more,
  });
  const { reviewers, branchPolicy, waitMinutes } = environment;
  return {
    id: environment.id,
    node_id: nodeId('Environment', environment.id),
    name: environment.name,
    url: `${apiUrlOf(context, project)}/environments/${name}`,
    html_url: `${webUrlOf(
      context,
      project,
    )}/deployments/activity_log?environments_filter=${name}`,
    created_at: seconds(environment.createdAt),
    updated_at: seconds(environment.updatedAt),
    protection_rules: [
      ...(waitMinutes > 0
        ? [rule(1, 'wait_timer', { wait_timer: waitMinutes })]
        : []),
      ...(reviewers.length > 0
        ? [
            rule(2, 'required_reviewers', {
              prevent_self_review: environment.preventSelfReview,
              reviewers: reviewers.map(one => presentReviewer(service, one)),
            }),
          ]
        : []),
      ...(branchPolicy ? [rule(3, 'branch_policy')] : []),
    ],
    deployment_branch_policy: branchPolicy && {
      protected_branches: branchPolicy.protectedBranches,
      custom_branch_policies: branchPolicy.customBranchPolicies,
    },
  };
}
