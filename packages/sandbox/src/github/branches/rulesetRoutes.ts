import { z } from 'zod';
import { fitsRuleset } from '../../git/githubPushRules.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { nodeId } from '../present/nodeId.ts';
import { apiUrlOf, seconds, webUrlOf } from '../present/presentRepository.ts';
import type { GithubRulesetRecord } from '../records/githubRecords.ts';
import { readGithubParams } from '../router/readGithubParams.ts';

const path = '/repos/{owner}/{repo}/rulesets';

const kinds = [
  'creation',
  'update',
  'deletion',
  'required_linear_history',
  'merge_queue',
  'required_deployments',
  'required_signatures',
  'pull_request',
  'required_status_checks',
  'non_fast_forward',
  'commit_message_pattern',
  'commit_author_email_pattern',
  'committer_email_pattern',
  'branch_name_pattern',
  'tag_name_pattern',
  'file_path_restriction',
  'max_file_path_length',
  'file_extension_restriction',
  'max_file_size',
  'workflows',
  'code_scanning',
] as const;

const parts = {
  name: z.string(),
  target: z.enum(['branch', 'tag', 'push']).default('branch'),
  enforcement: z.enum(['disabled', 'active', 'evaluate']),
  bypass_actors: z.array(z.record(z.any())).default([]),
  conditions: z
    .object({
      ref_name: z
        .object({
          include: z.array(z.string()).default([]),
          exclude: z.array(z.string()).default([]),
        })
        .optional(),
    })
    .default({}),
  rules: z
    .array(
      z.object({
        type: z.enum(kinds),
        parameters: z.record(z.any()).optional(),
      }),
    )
    .default([]),
};

/** Rules for many branches at once. */
export function rulesetRoutes(context: GithubContext): GithubRoute[] {
  const { forge, errors, records } = context;
  const read = {
    kind: 'repository',
    role: 'read',
    permission: 'metadata',
    level: 'read',
  } as const;
  const write = {
    kind: 'repository',
    role: 'admin',
    permission: 'administration',
    level: 'write',
  } as const;

  function presentSummary(
    project: ProjectRecord,
    ruleset: GithubRulesetRecord,
  ) {
    return {
      id: ruleset.id,
      name: ruleset.name,
      target: ruleset.target,
      source_type: 'Repository',
      source: project.fullPath,
      enforcement: ruleset.enforcement,
      node_id: nodeId('RepositoryRuleset', ruleset.id),
      _links: {
        self: { href: `${apiUrlOf(context, project)}/rulesets/${ruleset.id}` },
        html: { href: `${webUrlOf(context, project)}/rules/${ruleset.id}` },
      },
      created_at: seconds(ruleset.createdAt),
      updated_at: seconds(ruleset.updatedAt),
    };
  }
  const present = (project: ProjectRecord, ruleset: GithubRulesetRecord) => ({
    ...presentSummary(project, ruleset),
    bypass_actors: ruleset.bypassActors,
    conditions: ruleset.conditions,
    rules: ruleset.rules,
    current_user_can_bypass: 'never',
  });
  const find = (project: ProjectRecord, id: string) => {
    const found = records.rulesets.get(Number(id));
    if (found?.projectId !== project.id) {
      throw errors.notFound();
    }
    return found;
  };
  const ofProject = (project: ProjectRecord) =>
    records.rulesets.filter(each => each.projectId === project.id);

  function refuseTaken(
    project: ProjectRecord,
    name: string,
    except?: number,
  ): void {
    const taken = ofProject(project).some(
      each => each.name === name && each.id !== except,
    );
    if (taken) {
      throw errors.validation([
        {
          resource: 'RepositoryRuleset',
          code: 'custom',
          field: 'name',
          message: 'Name must be unique',
        },
      ]);
    }
  }

  return [
    {
      method: 'GET',
      path,
      docs: 'repos/rules#get-all-repository-rulesets',
      access: read,
      handle: request =>
        context.paginate(request, ofProject(request.repository), {
          present: each => presentSummary(request.repository, each),
        }),
    },
    {
      method: 'POST',
      path,
      docs: 'repos/rules#create-a-repository-ruleset',
      access: write,
      handle({ repository, body }) {
        const given = readGithubParams(body, z.object(parts));
        refuseTaken(repository, given.name);
        const now = forge.clock.now().toISOString();
        const made = records.rulesets.put({
          id: records.rulesets.nextId(),
          projectId: repository.id,
          name: given.name,
          target: given.target,
          enforcement: given.enforcement,
          bypassActors: given.bypass_actors,
          conditions: given.conditions,
          rules: given.rules,
          createdAt: now,
          updatedAt: now,
        });
        return { status: 201, body: present(repository, made) };
      },
    },
    {
      method: 'GET',
      path: `${path}/{ruleset_id}`,
      docs: 'repos/rules#get-a-repository-ruleset',
      access: read,
      handle: ({ repository, params }) => ({
        status: 200,
        body: present(repository, find(repository, params.ruleset_id)),
      }),
    },
    {
      method: 'PUT',
      path: `${path}/{ruleset_id}`,
      docs: 'repos/rules#update-a-repository-ruleset',
      access: write,
      handle({ repository, params, body }) {
        const known = find(repository, params.ruleset_id);
        const given = readGithubParams(
          {
            name: known.name,
            target: known.target,
            enforcement: known.enforcement,
            bypass_actors: known.bypassActors,
            conditions: known.conditions,
            rules: known.rules,
            ...body,
          },
          z.object(parts),
        );
        refuseTaken(repository, given.name, known.id);
        const changed = records.rulesets.put({
          ...known,
          name: given.name,
          target: given.target,
          enforcement: given.enforcement,
          bypassActors: given.bypass_actors,
          conditions: given.conditions,
          rules: given.rules,
          updatedAt: forge.clock.now().toISOString(),
        });
        return { status: 200, body: present(repository, changed) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{ruleset_id}`,
      docs: 'repos/rules#delete-a-repository-ruleset',
      access: write,
      handle({ repository, params }) {
        records.rulesets.delete(find(repository, params.ruleset_id).id);
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: '/repos/{owner}/{repo}/rules/branches/{branch}',
      docs: 'repos/rules#get-rules-for-a-branch',
      access: read,
      handle(request) {
        const { repository, params } = request;
        const rules = ofProject(repository)
          .filter(each => each.enforcement === 'active')
          .filter(each =>
            fitsRuleset(
              {
                target: each.target,
                include: each.conditions.ref_name?.include ?? [],
                exclude: each.conditions.ref_name?.exclude ?? [],
              },
              `refs/heads/${params.branch}`,
              repository.defaultBranch,
            ),
          )
          .flatMap(each =>
            each.rules.map(rule => ({
              ...rule,
              ruleset_source_type: 'Repository',
              ruleset_source: repository.fullPath,
              ruleset_id: each.id,
            })),
          );
        return context.paginate(request, rules);
      },
    },
  ];
}
