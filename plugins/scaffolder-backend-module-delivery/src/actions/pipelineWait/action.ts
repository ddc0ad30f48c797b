import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import {
  branchHead,
  forgeOf,
  getProject,
  listJobs,
  newestPipeline,
  Pipeline,
  Look,
  poll,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, repositoryTarget } from '../../run';
import { examples } from './examples';
import { derivePipelineVerdict } from './plan';
import { schema } from './schema';

export function createPipelineWaitAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:pipeline:wait',
    description:
      'Waits until the newest pipeline of the default branch has succeeded',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { input } = ctx;
      const target = repositoryTarget(deps, input.repoUrl);
      const item = { what: 'pipeline', name: target.path };
      if (ctx.isDryRun) {
        ctx.logger.info(`would wait for the pipeline of ${target.path}`);
        finish(ctx, [{ ...item, result: 'unchanged' }]);
        return;
      }
      const forge = forgeOf(deps, target.host, ctx);
      const project = await getProject(forge, target.path);
      const branch = project.default_branch ?? 'main';
      let waited = false;
      const say = (words: string) => {
        waited = true;
        ctx.logger.info(words);
      };
      const common = { clock: deps.clock, signal: ctx.signal, say };

      const sha = await branchHead(forge, project.id, branch);
      const first = await poll<Pipeline>({
        ...common,
        look: async () => {
          const found = await newestPipeline(forge, project.id, {
            branch,
            sha,
          });
          return found
            ? { kind: 'done', value: found }
            : {
                kind: 'waiting',
                words: `waiting for a pipeline of ${target.path}@${sha.slice(
                  0,
                  8,
                )}`,
              };
        },
        timeoutSeconds: input.startSeconds ?? 120,
        onTimeout: () =>
          new ServiceUnavailableError(
            `No pipeline has started for ${target.path}@${sha.slice(0, 8)}; ` +
              'is CI on for the project, and does its .gitlab-ci.yml have jobs for this branch?',
          ),
      });
      const pipeline = await poll<Pipeline>({
        ...common,
        look: async () =>
          lookAt(
            forge,
            project.id,
            (await newestPipeline(forge, project.id, { branch, sha })) ?? first,
          ),
        timeoutSeconds: input.timeoutSeconds ?? 1800,
        onTimeout: words =>
          new ServiceUnavailableError(
            `The pipeline ${
              first.web_url ?? first.id
            } has not finished in time (${words}); ` +
              'is a runner online that takes its jobs?',
          ),
      });
      ctx.logger.info(
        `pipeline ${pipeline.id} of ${target.path} has succeeded`,
      );
      finish(ctx, [{ ...item, result: waited ? 'updated' : 'unchanged' }]);
      ctx.output('pipelineId', pipeline.id);
      ctx.output('commit', sha);
      if (pipeline.web_url) {
        ctx.output('pipelineUrl', pipeline.web_url);
      }
    },
  });
}

async function lookAt(
  forge: GitlabTransport,
  project: number,
  pipeline: Pipeline,
): Promise<Look<Pipeline>> {
  const verdict = derivePipelineVerdict(
    pipeline,
    await listJobs(forge, project, pipeline.id),
  );
  switch (verdict.kind) {
    case 'succeeded':
      return { kind: 'done', value: pipeline };
    case 'running':
      return { kind: 'waiting', words: verdict.words };
    case 'failed':
      throw new ConflictError(verdict.words);
    default:
      throw new TypeError(`Not a verdict: ${verdict satisfies never}`);
  }
}
