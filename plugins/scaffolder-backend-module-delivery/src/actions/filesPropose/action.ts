import { InputError } from '@backstage/errors';
import {
  createTemplateAction,
  getRepoSourceDirectory,
  serializeDirectoryContents,
} from '@backstage/plugin-scaffolder-node';
import {
  awaitMerge,
  contentOf,
  ensureProposal,
  folderOf,
  placeContent,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, repositoryTarget, runOf } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

const usualTimeoutSeconds = 3600;

export function createFilesProposeAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:files:propose',
    description:
      'Makes sure that files are in an existing repository, or proposed to it by one merge request',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { input } = ctx;
      const { service, merge = false } = input;
      const folder = folderOf(input.targetPath);
      if (input.ownFolder && folder === '') {
        throw new InputError(
          'The top of a repository cannot be a folder of its own; name a targetPath, or leave ownFolder out',
        );
      }
      const run = runOf(deps, ctx);
      const { host, path } = repositoryTarget(deps, input.repoUrl);
      const rendered = contentOf(
        await serializeDirectoryContents(
          getRepoSourceDirectory(ctx.workspacePath, input.sourcePath),
          { globPatterns: ['**', '!.git/**'] },
        ),
      );
      const branch = input.branch ?? `slipway/${service}`;
      const { request, repository, isMerged, ...outcome } =
        await ensureProposal(run, deps, {
          host,
          path,
          branch,
          targetBranch: input.targetBranch,
          content: placeContent(rendered, folder),
          ...(input.ownFolder && { ownFolder: folder }),
          title: input.title ?? `Deploy ${service}`,
          description:
            input.description ??
            `What ${service} runs as. Slipway has rendered it, and brings it up to date as long as nobody else commits to this branch.`,
        });
      finish(ctx, [outcome]);
      ctx.output('branch', branch);
      if (request) {
        ctx.output('mergeRequestUrl', request.webUrl);
      }
      const waits =
        request !== undefined && !ctx.isDryRun && (input.wait || merge);
      if (waits) {
        await awaitMerge(run, deps, {
          host,
          repository,
          request,
          merge,
          timeoutSeconds: input.timeoutSeconds ?? usualTimeoutSeconds,
        });
      }
      ctx.output('isMerged', isMerged || waits);
    },
  });
}
