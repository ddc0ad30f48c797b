import { z } from 'zod';
import type { GithubRoute } from '../../api/GithubRoute.ts';
import { readGithubParams } from '../../router/readGithubParams.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import { administering, repo } from './lookUp.ts';

const workflowBody = z.object({
  default_workflow_permissions: z.enum(['read', 'write']).optional(),
  can_approve_pull_request_reviews: z.boolean().optional(),
});

/** What a repository allows its workflows. */
export function permissionRoutes({ store }: ActionsService): GithubRoute[] {
  const { settings } = store.records;
  const path = `${repo}/actions/permissions/workflow`;
  const docs = (verb: string) =>
    `actions/permissions#${verb}-default-workflow-permissions-for-a-repository`;
  return [
    {
      method: 'GET',
      path: `${repo}/actions/permissions`,
      docs: 'actions/permissions#get-github-actions-permissions-for-a-repository',
      access: administering('administration', 'read'),
      handle: () => ({
        status: 200,
        body: { enabled: true, allowed_actions: 'all' },
      }),
    },
    {
      method: 'GET',
      path,
      docs: docs('get'),
      access: administering('administration', 'read'),
      handle(request) {
        const known = settings.get(request.repository.id);
        return {
          status: 200,
          body: {
            default_workflow_permissions: known?.defaultPermissions ?? 'read',
            can_approve_pull_request_reviews:
              known?.canApprovePullRequests ?? false,
          },
        };
      },
    },
    {
      method: 'PUT',
      path,
      docs: docs('set'),
      access: administering('administration'),
      handle(request) {
        const body = readGithubParams(request.body, workflowBody);
        const known = settings.get(request.repository.id);
        settings.put({
          id: request.repository.id,
          defaultPermissions:
            body.default_workflow_permissions ??
            known?.defaultPermissions ??
            'read',
          canApprovePullRequests:
            body.can_approve_pull_request_reviews ??
            known?.canApprovePullRequests ??
            false,
        });
        return { status: 204 };
      },
    },
  ];
}
