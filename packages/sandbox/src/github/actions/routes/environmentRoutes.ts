import { z } from 'zod';
import type { GithubRequest, GithubRoute } from '../../api/GithubRoute.ts';
import { nodeId } from '../../present/nodeId.ts';
import { readGithubParams } from '../../router/readGithubParams.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import { presentEnvironment } from '../present/presentEnvironment.ts';
import type { ActionsEnvironmentRecord } from '../records/actionsRecords.ts';
import { administering, findEnvironment, reading, repo } from './lookUp.ts';

const one = `${repo}/environments/{environment_name}`;
const policies = `${one}/deployment-branch-policies`;

const environmentBody = z
  .object({
    wait_timer: z.number().int().min(0).max(43_200).optional(),
    prevent_self_review: z.boolean().optional(),
    reviewers: z
      .array(z.object({ type: z.enum(['User', 'Team']), id: z.number() }))
      .max(6)
      .nullish(),
    deployment_branch_policy: z
      .object({
        protected_branches: z.boolean(),
        custom_branch_policies: z.boolean(),
      })
      .nullish(),
  })
  .nullable();

const policyBody = z.object({ name: z.string(), type: z.string().optional() });

/** Environments and what protects them. */
export function environmentRoutes(service: ActionsService): GithubRoute[] {
  const { context, store } = service;
  const { environments, secrets, variables } = store.records;
  const docs = (name: string) => `deployments/environments#${name}`;
  const policyDocs = (name: string) => `deployments/branch-policies#${name}`;

  function put(request: GithubRequest) {
    const body = readGithubParams(request.body, environmentBody) ?? {};
    const policy = body.deployment_branch_policy;
    if (policy && policy.protected_branches === policy.custom_branch_policies) {
      throw context.errors.unprocessable(
        'Validation Failed: protected_branches and custom_branch_policies cannot have the same value',
      );
    }
    const reviewers = body.reviewers ?? [];
    const unknown = reviewers.find(
      each => each.type === 'User' && !context.forge.records.users.get(each.id),
    );
    if (unknown) {
      throw context.errors.validation([
        {
          resource: 'Environment',
          code: 'invalid',
          field: 'reviewers',
          message: `User ${unknown.id} does not exist`,
        },
      ]);
    }
    const projectId = request.repository.id;
    const name = request.params.environment_name;
    const now = store.now();
    const known = environments.find(
      each =>
        each.projectId === projectId &&
        each.name.toLowerCase() === name.toLowerCase(),
    );
    // What a request leaves out is taken away, as GitHub does it.
    const environment = environments.put({
      id: known?.id ?? environments.nextId(),
      projectId,
      name: known?.name ?? name,
      waitMinutes: body.wait_timer ?? 0,
      preventSelfReview: body.prevent_self_review ?? false,
      reviewers,
      branchPolicy: policy
        ? {
            protectedBranches: policy.protected_branches,
            customBranchPolicies: policy.custom_branch_policies,
          }
        : null,
      branchPatterns: policy?.custom_branch_policies
        ? known?.branchPatterns ?? []
        : [],
      createdAt: known?.createdAt ?? now,
      updatedAt: now,
    });
    return {
      status: 200,
      body: presentEnvironment(service, request.repository, environment),
    };
  }

  function remove(request: GithubRequest) {
    const environment = findEnvironment(service, request);
    environments.delete(environment.id);
    for (const collection of [secrets, variables]) {
      for (const each of collection.all()) {
        if (
          each.projectId === environment.projectId &&
          each.environment === environment.name
        ) {
          collection.delete(each.id);
        }
      }
    }
    return { status: 204 };
  }

  const presentPolicy = (policy: { id: number; name: string }) => ({
    id: policy.id,
    node_id: nodeId('DeploymentBranchPolicy', policy.id),
    name: policy.name,
    type: 'branch',
  });

  function addPolicy(request: GithubRequest) {
    const environment = findEnvironment(service, request);
    const { name } = readGithubParams(request.body, policyBody);
    if (!environment.branchPolicy?.customBranchPolicies) {
      throw context.errors.notFound();
    }
    const known = environment.branchPatterns.find(each => each.name === name);
    if (known) {
      // GitHub sends those who ask again to the one that there is.
      return { status: 303, body: presentPolicy(known) };
    }
    const id = 1 + Math.max(0, ...environment.branchPatterns.map(p => p.id));
    const policy = { id, name };
    save(environment, [...environment.branchPatterns, policy]);
    return { status: 200, body: presentPolicy(policy) };
  }

  function save(
    environment: ActionsEnvironmentRecord,
    branchPatterns: ActionsEnvironmentRecord['branchPatterns'],
  ): void {
    const updatedAt = store.now();
    environments.put({ ...environment, branchPatterns, updatedAt });
  }

  return [
    {
      method: 'GET',
      path: `${repo}/environments`,
      docs: docs('list-environments'),
      access: reading(),
      handle: request =>
        context.paginate(
          request,
          environments.filter(each => each.projectId === request.repository.id),
          {
            key: 'environments',
            present: each =>
              presentEnvironment(service, request.repository, each),
          },
        ),
    },
    {
      method: 'GET',
      path: one,
      docs: docs('get-an-environment'),
      access: reading(),
      handle: request => ({
        status: 200,
        body: presentEnvironment(
          service,
          request.repository,
          findEnvironment(service, request),
        ),
      }),
    },
    {
      method: 'PUT',
      path: one,
      docs: docs('create-or-update-an-environment'),
      access: administering('administration'),
      handle: put,
    },
    {
      method: 'DELETE',
      path: one,
      docs: docs('delete-an-environment'),
      access: administering('administration'),
      handle: remove,
    },
    {
      method: 'GET',
      path: policies,
      docs: policyDocs('list-deployment-branch-policies'),
      access: reading(),
      handle: request =>
        context.paginate(
          request,
          findEnvironment(service, request).branchPatterns,
          { key: 'branch_policies', present: presentPolicy },
        ),
    },
    {
      method: 'POST',
      path: policies,
      docs: policyDocs('create-a-deployment-branch-policy'),
      access: administering('administration'),
      handle: addPolicy,
    },
    {
      method: 'DELETE',
      path: `${policies}/{branch_policy_id}`,
      docs: policyDocs('delete-a-deployment-branch-policy'),
      access: administering('administration'),
      handle(request) {
        const environment = findEnvironment(service, request);
        const id = Number(request.params.branch_policy_id);
        const rest = environment.branchPatterns.filter(each => each.id !== id);
        if (rest.length === environment.branchPatterns.length) {
          throw context.errors.notFound();
        }
        save(environment, rest);
        return { status: 204 };
      },
    },
  ];
}
