import type { ProjectRecord } from '../../../forge/records/records.ts';
import { nodeId } from '../../present/nodeId.ts';
import {
  apiUrlOf,
  seconds,
  webUrlOf,
} from '../../present/presentRepository.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import type { WorkflowRecord } from '../records/actionsRecords.ts';

/** `workflow` */
export function presentWorkflow(
  { context }: ActionsService,
  project: ProjectRecord,
  workflow: WorkflowRecord,
) {
  const file = workflow.path.split('/').at(-1);
  const web = webUrlOf(context, project);
  return {
    id: workflow.id,
    node_id: nodeId('Workflow', workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: workflow.state,
    created_at: seconds(workflow.createdAt),
    updated_at: seconds(workflow.updatedAt),
    url: `${apiUrlOf(context, project)}/actions/workflows/${workflow.id}`,
    html_url: `${web}/blob/${project.defaultBranch}/${workflow.path}`,
    badge_url: `${web}/workflows/${encodeURIComponent(
      workflow.name,
    )}/badge.svg?file=${file}`,
  };
}
