import {
  createTemplateAction,
  getRepoSourceDirectory,
  serializeDirectoryContents,
} from '@backstage/plugin-scaffolder-node';
import {
  assertCommittable,
  contentOf,
  ensureContent,
  ensureRepository,
  forgeOf,
} from '@slipway/plugin-wiring-node';
import {
  dryRunFolder,
  finish,
  LaunchDeps,
  repositoryTarget,
  runOf,
} from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createRepositoryAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:repository:ensure',
    description:
      'Makes sure that a repository is there with its settings and, when it is new, its first content',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { input } = ctx;
      const run = runOf(deps, ctx);
      const { host, path } = repositoryTarget(deps, input.repoUrl);
      const what = input.title ?? 'repository';
      const content = input.sourcePath
        ? contentOf(
            await serializeDirectoryContents(
              getRepoSourceDirectory(ctx.workspacePath, input.sourcePath),
              {
                globPatterns: [
                  '**',
                  '!.git/**',
                  ...(ctx.isDryRun ? [`!${dryRunFolder}/**`] : []),
                ],
              },
            ),
          )
        : undefined;
      if (content) {
        await assertCommittable(run, deps, { host, content });
      }
      const outcomes = [
        await ensureRepository(run, deps, {
          host,
          path,
          what,
          description: input.description,
          visibility: input.visibility,
        }),
      ];
      if (content) {
        outcomes.push(
          await ensureContent(run, deps, {
            host,
            path,
            content,
            what: `content of ${what}`,
            message: input.commitMessage ?? 'Launch with Slipway',
          }),
        );
      }
      finish(ctx, outcomes);
      ctx.output('path', path);
      const { repositories } = forgeOf(deps, host, ctx);
      const repository = await repositories.find(path);
      // Absent in a dry run of a first launch.
      if (repository) {
        const branch = repository.defaultBranch;
        ctx.output('projectId', repository.id);
        ctx.output('remoteUrl', repository.cloneUrl);
        ctx.output('webUrl', repository.webUrl);
        if (branch) {
          ctx.output('defaultBranch', branch);
          ctx.output(
            'repoContentsUrl',
            repositories.treeUrl(repository, branch),
          );
        }
      }
    },
  });
}
