import type {
  HttpHandler,
  RegistryAuthorizer,
  RunnerForge,
  Running,
} from '../world/seams.ts';
import type { ForgeRoute } from './api/ForgeRoute.ts';
import { createForgeContext } from './ForgeContext.ts';
import type { ForgeContext, ForgeContextOptions } from './ForgeContext.ts';
import type { ForgePage } from './pages/ForgePage.ts';
import { GitHttpHandler } from './git/GitHttpHandler.ts';
import { locateByDash, PageHandler } from './pages/PageHandler.ts';
import { repositoryPages } from './pages/repositoryPages.ts';
import { RestRouter } from './router/RestRouter.ts';
import { forgeRoutes } from './routes/forgeRoutes.ts';
import { seedForge } from './seed/seedForge.ts';
import type { SeedResult } from './seed/seedForge.ts';
import { authenticateRest } from './tokens/authenticateRest.ts';
import type { GivenForgeToken } from '../world/credentials.ts';
import { authorizeRegistry } from './access/authorizeRegistry.ts';

export interface ForgeOptions extends ForgeContextOptions {
  /** Further operations, such as pipelines and jobs. */
  extraRoutes?: (context: ForgeContext) => ForgeRoute[];
  /** Further pages below `/<group>/<project>`. */
  extraPages?: (context: ForgeContext) => ForgePage[];
  /** Given where a test wants to know them; made up otherwise. */
  tokens?: { forgeToken?: string; forgeTokens?: GivenForgeToken[] };
}

export interface Forge extends RegistryAuthorizer, RunnerForge, Running {
  handle: HttpHandler;
  context: ForgeContext;
  /** Every operation that is served, for the contract suite. */
  routes: ForgeRoute[];
  /** Puts the group, users and the portal's token there, where they are not yet. */
  seed(): Promise<SeedResult>;
}

/** A forge that speaks GitLab's REST API over bare git repositories. */
export async function createForge(options: ForgeOptions): Promise<Forge> {
  const context = createForgeContext(options);
  await context.git.prepare();
  const routes = [
    ...forgeRoutes(context),
    ...(options.extraRoutes?.(context) ?? []),
  ];
  const router = new RestRouter({
    routes,
    authenticate: headers => authenticateRest(headers, context.tokens),
    baseUrl: context.baseUrl,
    log: context.log,
  });
  const git = new GitHttpHandler(context);
  const pages = new PageHandler(
    [...repositoryPages(context), ...(options.extraPages?.(context) ?? [])],
    locateByDash(context),
  );
  return {
    context,
    routes,
    handle: async (request, response) =>
      (await router.handle(request, response)) ||
      (await git.handle(request, response)) ||
      pages.handle(request, response),
    seed: () => seedForge(context, options.tokens),
    onPush: listener => context.pushes.subscribe(listener),
    async readFile(project, path, revision) {
      const found = context.access.lookUpProject(project);
      const content = found
        ? await context.git.of(found).readFile(revision, path)
        : undefined;
      return content?.toString('utf8');
    },
    registryActions: async (credentials, repository) =>
      authorizeRegistry(context, credentials, repository),
    stop: () => context.hooks.stop(),
  };
}
