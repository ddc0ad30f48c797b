import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CiConfigError, parseCiConfig } from '../../../runner/index.ts';
import type { ForgeRoute } from '../../api/ForgeRoute.ts';
import { accessLevels } from '../../records/accessLevels.ts';
import type { ProjectRecord } from '../../records/records.ts';
import {
  optional,
  readParams,
  required,
  types,
} from '../../router/readParams.ts';
import { scopes } from '../../router/scopes.ts';
import type { CiService } from '../CiService.ts';
import { findProject } from './lookUp.ts';

const path = '/api/v4/projects/{id}/ci/lint';
const configFile = '.gitlab-ci.yml';

/** Says what is wrong with a configuration, with the library that pipelines are made with. */
export function lintRoutes(ci: CiService): ForgeRoute[] {
  const { context } = ci;
  const { errors } = context;

  async function lint(
    project: ProjectRecord,
    sha: string | undefined,
    content: string | undefined,
    includeJobs: boolean,
  ) {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-lint-'));
    try {
      if (sha) {
        await ci.host.checkOut(project.id, sha, folder);
      }
      if (content !== undefined) {
        await writeFile(join(folder, configFile), content);
      } else if (!(await readdir(folder)).includes(configFile)) {
        return invalid(['Please provide content of .gitlab-ci.yml']);
      }
      const expanded = await ci.engine.expander.expand(folder);
      const { jobs } = parseCiConfig(expanded.yaml);
      return {
        valid: true,
        errors: [],
        warnings: expanded.warnings,
        merged_yaml: `---\n${expanded.yaml}`,
        includes: expanded.includes.map(location =>
          presentInclude(project, location, sha),
        ),
        ...(includeJobs
          ? {
              jobs: jobs.map(job => ({
                name: job.name,
                stage: job.stage,
                before_script: job.before_script,
                script: job.script,
                after_script: job.after_script,
                tag_list: job.tags ?? [],
                only: null,
                except: null,
                environment: job.environment?.name ?? null,
                when: job.when,
                allow_failure: job.allow_failure ?? false,
                needs: job.needs ?? null,
              })),
            }
          : {}),
      };
    } catch (error) {
      if (error instanceof CiConfigError) {
        return invalid(error.problems);
      }
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  function presentInclude(
    project: ProjectRecord,
    location: string,
    sha: string | undefined,
  ) {
    const url = `${context.baseUrl()}/${project.fullPath}/-`;
    return {
      type: 'local',
      location,
      blob: `${url}/blob/${sha}/${location}`,
      raw: `${url}/raw/${sha}/${location}`,
      extra: {},
      context_project: project.fullPath,
      context_sha: sha,
    };
  }

  return [
    {
      method: 'POST',
      path,
      scopes: scopes.write,
      async handle(request) {
        const project = findProject(ci, request, accessLevels.developer);
        const asked = readParams(request.body, {
          content: required(types.string),
          dry_run: optional(types.boolean),
          include_jobs: optional(types.boolean),
          ref: optional(types.string),
        });
        const git = context.git.of(project);
        const sha = await git.resolve(asked.ref ?? project.defaultBranch);
        return {
          status: 200,
          body: await lint(
            project,
            sha,
            asked.content,
            asked.include_jobs ?? false,
          ),
        };
      },
    },
    {
      method: 'GET',
      path,
      scopes: scopes.read,
      anonymous: true,
      async handle(request) {
        const project = findProject(ci, request);
        const asked = readParams(request.query, {
          sha: optional(types.string),
          content_ref: optional(types.string),
          include_jobs: optional(types.boolean),
        });
        const git = context.git.of(project);
        const wanted = asked.content_ref ?? asked.sha ?? project.defaultBranch;
        const sha = await git.resolve(wanted);
        if (!sha) {
          throw errors.notFound('Commit');
        }
        const includeJobs = asked.include_jobs ?? false;
        return {
          status: 200,
          body: await lint(project, sha, undefined, includeJobs),
        };
      },
    },
  ];
}

function invalid(problems: string[]) {
  return {
    valid: false,
    errors: problems,
    warnings: [],
    merged_yaml: null,
    includes: [],
  };
}
