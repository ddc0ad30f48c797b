import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  derivePipelineVerdict,
  Forge,
  ForgePipeline,
  forgeOf,
  ForgeRepository,
  getRepository,
  Look,
  poll,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, repositoryTarget } from '../../run';
import { examples } from './examples';
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
      const repository = await getRepository(forge, target.path);
      const branch = repository.defaultBranch ?? 'main';
      let waited = false;
      const say = (words: string) => {
        waited = true;
        ctx.logger.info(words);
      };
      const common = { clock: deps.clock, signal: ctx.signal, say };

      const sha = await forge.content.head(repository, branch);
      if (!sha) {
        throw new NotFoundError(
          `The repository ${target.path} has no branch ${branch} yet; run delivery:repository:ensure with its content first`,
        );
      }
      const first = await poll<ForgePipeline>({
        ...common,
        look: async () => {
          const found = await forge.pipelines.newest(repository, {
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
              `is CI on for the project, and does its ${forge.pipelines.definition} have jobs for this branch?`,
          ),
      });
      const pipeline = await poll<ForgePipeline>({
        ...common,
        look: async () =>
          lookAt(
            forge,
            repository,
            (await forge.pipelines.newest(repository, { branch, sha })) ??
              first,
          ),
        timeoutSeconds: input.timeoutSeconds ?? 1800,
        onTimeout: words =>
          new ServiceUnavailableError(
            `The pipeline ${
              first.webUrl ?? first.id
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
      if (pipeline.webUrl) {
        ctx.output('pipelineUrl', pipeline.webUrl);
      }
    },
  });
}

async function lookAt(
  forge: Forge,
  repository: ForgeRepository,
  pipeline: ForgePipeline,
): Promise<Look<ForgePipeline>> {
  const verdict = derivePipelineVerdict(
    pipeline,
    await forge.pipelines.jobs(repository, pipeline.id),
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
