import type { CiVariable } from '../../../runner/index.ts';
import type { ForgeRoute } from '../../api/ForgeRoute.ts';
import type { ForgeErrors } from '../../errors/errors.ts';
import { accessLevels } from '../../records/accessLevels.ts';
import {
  optional,
  readParams,
  required,
  types,
} from '../../router/readParams.ts';
import { scopes } from '../../router/scopes.ts';
import type { CiService } from '../CiService.ts';
import { presentPipeline } from '../present/presentPipeline.ts';
import { findProject, mayRunOn } from './lookUp.ts';

const zeroSha = '0'.repeat(40);

const noJobs =
  'Pipeline will not run for the selected trigger. The rules configuration prevented any jobs from being added to the pipeline.';

/** Variables as clients give them: `[{ key, value, variable_type }]`. */
export function readGivenVariables(
  errors: ForgeErrors,
  given: Array<Record<string, any>>,
  name: string,
): CiVariable[] {
  return given.map((one, index) => {
    if (typeof one.key !== 'string' || !/^\w+$/.test(one.key)) {
      throw errors.parameters([`${name}[${index}][key] is invalid`]);
    }
    return {
      key: one.key,
      value: String(one.value ?? ''),
      variableType: one.variable_type === 'file' ? 'file' : 'env_var',
      masked: false,
      raw: false,
    };
  });
}

/** A pipeline that somebody asks for. */
export function createPipelineRoute(ci: CiService): ForgeRoute {
  const { context, engine } = ci;
  const { errors } = context;
  const refuse = (...base: string[]) => errors.validation({ base });

  return {
    method: 'POST',
    path: '/api/v4/projects/{id}/pipeline',
    scopes: scopes.write,
    async handle(request) {
      const project = findProject(ci, request, accessLevels.developer);
      const asked = readParams(request.body, {
        ref: required(types.string),
        variables: optional(types.objects),
        inputs: optional(types.object),
      });
      const git = context.git.of(project);
      const name = asked.ref.replace(/^refs\/(heads|tags)\//, '');
      const branch = await git.resolve(`refs/heads/${name}`);
      const sha = branch ?? (await git.resolve(`refs/tags/${name}`));
      if (!sha) {
        throw refuse('Reference not found');
      }
      if (!mayRunOn(ci, project, request.principal, name)) {
        throw refuse(
          `You do not have sufficient permission to run a pipeline on '${name}'. Please select a different branch or contact your administrator for assistance.`,
        );
      }
      const creation = await engine.create({
        projectId: project.id,
        ref: name,
        tag: branch === undefined,
        sha,
        beforeSha: zeroSha,
        source: 'api',
        userId: context.userOf(request.principal).id,
        variables: readGivenVariables(
          errors,
          asked.variables ?? [],
          'variables',
        ),
        inputs: asked.inputs ?? {},
        skip: false,
      });
      switch (creation.kind) {
        case 'created':
          return {
            status: 201,
            body: presentPipeline(ci, creation.pipeline),
          };
        case 'no-config':
          throw refuse('Missing CI config file');
        case 'invalid':
          throw refuse(...creation.problems);
        case 'filtered':
          throw refuse('Pipeline filtered out by workflow rules.');
        case 'no-jobs':
          throw refuse(noJobs);
        default:
          return creation satisfies never;
      }
    },
  };
}
