import type { ForgeContext } from '../forge/ForgeContext.ts';
import type { ForgePage } from '../forge/pages/ForgePage.ts';
import { PageHandler } from '../forge/pages/PageHandler.ts';
import { repositoryPages } from '../forge/pages/repositoryPages.ts';
import type { Registry } from '../registry/index.ts';
import type { HttpHandler, Running } from '../world/seams.ts';
import type { GithubRoute } from './api/GithubRoute.ts';
import { GithubGitHandler } from './git/GithubGitHandler.ts';
import { createGithubContext } from './GithubContext.ts';
import type { GithubContext } from './GithubContext.ts';
import { GithubHookDispatcher } from './hooks/GithubHookDispatcher.ts';
import { presentPush } from './hooks/presentPush.ts';
import { githubRegistryActions } from './packages/githubRegistryActions.ts';
import type { GithubRegistryAnswer } from './packages/githubRegistryActions.ts';
import { locateGithubPage } from './pages/locateGithubPage.ts';
import { pullPages } from './pages/pullPages.ts';
import { serveRawFile } from './pages/serveRawFile.ts';
import { settingsPages } from './pages/settingsPages.ts';
import { followPush } from './pulls/emitPull.ts';
import { forgetGithubParts } from './repositories/forgetGithubParts.ts';
import { GithubRouter } from './router/GithubRouter.ts';
import { RateLimits } from './router/RateLimits.ts';
import { githubRoutes } from './routes/githubRoutes.ts';
import { type GivenGithubCredentials, seedGithub } from './seed/seedGithub.ts';

export interface GithubOptions {
  forge: ForgeContext;
  /** Without it there are no packages. */
  registry?: () => Registry;
  /** Further operations, such as those of workflow runs. */
  extraRoutes?: (context: GithubContext) => GithubRoute[];
  /** Further pages below `/<owner>/<repository>`. */
  extraPages?: ForgePage[];
  /** For tests: a text that is in every token that is minted. */
  tokenMarker?: string;
  sshUrl?: () => string | undefined;
  hooks?: { timeoutMilliseconds?: number };
}

export interface Github extends Running {
  /** REST at `/api/v3`, git for GitHub's tokens and host, and pages; before the forge's own. */
  handle: HttpHandler;
  context: GithubContext;
  /** Every operation that is served, for the contract suite. */
  routes: GithubRoute[];
  limits: RateLimits;
  /** Once the forge itself is seeded. */
  seed(given?: GivenGithubCredentials): {
    githubToken: string | undefined;
  };
  /** What the registry may do for one of GitHub's tokens; undefined when it is none. */
  registryActions(
    credentials: { username: string; password: string } | undefined,
    image: string,
  ): GithubRegistryAnswer | undefined;
  /** Resolves when every webhook is on its way or has failed. */
  settled(): Promise<void>;
}

/** GitHub's REST API and git over the repositories of a forge. */
export function createGithub(options: GithubOptions): Github {
  const { forge } = options;
  const context = createGithubContext(options);
  const limits = new RateLimits(forge.clock);
  const dispatcher = new GithubHookDispatcher(
    context,
    options.hooks?.timeoutMilliseconds,
  );
  const routes = [
    ...githubRoutes(context, {
      limits,
      dispatcher,
      registry: options.registry,
    }),
    ...(options.extraRoutes?.(context) ?? []),
  ];
  const router = new GithubRouter(context, routes, limits);
  const git = new GithubGitHandler(context);
  const raw = serveRawFile(context);
  const pages = new PageHandler(
    [
      ...repositoryPages(forge, { prefix: '', baseUrl: context.webUrl }),
      ...pullPages(context),
      ...settingsPages(context),
      ...(options.extraPages ?? []),
    ],
    locateGithubPage(context),
  );

  let pushes: Promise<void> = Promise.resolve();
  forge.pushes.subscribe(push => {
    const at = forge.clock.now().toISOString();
    // One after the other, as they happened; what a push looks like is read from git.
    pushes = pushes
      .then(async () => {
        const project = forge.access.lookUpProject(push.project);
        if (!project) {
          return;
        }
        context.events.emit({
          event: 'push',
          at,
          project,
          sender: push.user,
          payload: await presentPush(context, project, push),
        });
        await followPush(context, push, at);
      })
      .catch(error =>
        forge.log(
          `The push to ${push.ref} of ${push.project} could not be told on: ${error.stack}`,
        ),
      );
  });
  forge.onProjectForgotten(project => {
    context.actions.forgetRepository(project);
    forgetGithubParts(context, project);
  });

  return {
    context,
    routes,
    limits,
    handle: async (request, response) =>
      (await router.handle(request, response)) ||
      (await git.handle(request, response)) ||
      (await raw(request, response)) ||
      pages.handle(request, response),
    seed: (given = {}) => seedGithub(context, given),
    registryActions: (credentials, image) =>
      githubRegistryActions(context, credentials, image),
    async settled() {
      await pushes;
      await dispatcher.settled();
    },
    async stop() {
      await pushes;
      await dispatcher.stop();
    },
  };
}
