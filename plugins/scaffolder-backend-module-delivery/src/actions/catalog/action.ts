import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  findRepository,
  forgeOf,
  reconcile,
  settingsDiff,
} from '@slipway/plugin-wiring-node';
import {
  askCatalog,
  finish,
  LaunchDeps,
  repositoryTarget,
  runOf,
} from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createCatalogAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:catalog:ensure',
    description:
      "Makes sure that the catalog knows a repository's catalog-info.yaml",
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const target = repositoryTarget(deps, ctx.input.repoUrl);
      const forge = forgeOf(deps, target.host, ctx);
      const repository = await findRepository(ctx, forge, target.path);
      const path = (ctx.input.catalogInfoPath ?? 'catalog-info.yaml').replace(
        /^\/+/,
        '',
      );
      const url = forge.repositories.fileUrl(
        repository ?? forge.repositories.urls(target.path),
        repository?.defaultBranch ?? 'main',
        path,
      );
      const options = { credentials: await ctx.getInitiatorCredentials() };
      const known = await askCatalog(
        () => deps.catalog.getLocationByRef(`url:${url}`, options),
        { clock: deps.clock, signal: ctx.signal },
      );
      const outcome = await reconcile(
        runOf(deps, ctx),
        {
          what: 'catalog location',
          name: url,
          thing: { kind: 'catalog-location', url },
          diff: () => settingsDiff(undefined, { type: 'url', target: url }),
        },
        known ? { kind: 'unchanged' } : { kind: 'create' },
        async () => {
          try {
            await askCatalog(
              () =>
                deps.catalog.addLocation({ type: 'url', target: url }, options),
              { clock: deps.clock, signal: ctx.signal },
            );
          } catch (error) {
            // Somebody else has registered it since the look: that is what was wanted.
            if (!(error instanceof ConflictError || isConflict(error))) {
              throw error;
            }
          }
        },
      );
      finish(ctx, [outcome]);
      ctx.output('locationUrl', url);
    },
  });
}

/** The catalog client throws ResponseError, which carries the status. */
function isConflict(error: unknown): boolean {
  return (error as { statusCode?: number }).statusCode === 409;
}
