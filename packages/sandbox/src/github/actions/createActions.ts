import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Registry } from '../../registry/index.ts';
import type { HttpHandler, Running } from '../../world/seams.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { createActionsLinks } from './createActionsLinks.ts';
import { createActionsService } from './createActionsService.ts';
import type { ActionsService } from './engine/ActionsService.ts';
import { triggerByPullRequest, triggerByPush } from './engine/triggerRuns.ts';
import { createEventEmitter } from './hooks/createEventEmitter.ts';
import { serviceRoutes } from './routes/serviceRoutes.ts';
import { installTools } from './shell/installTools.ts';

export interface ActionsOptions {
  /** Made after the forge, which decides who may do what in it. */
  registry: () => Registry;
  /** How long jobs take: 1 is a few seconds each, 0 no time at all. */
  pace?: number;
}

/** GitHub Actions: give `routes` to `createGithub` and `handle` to the server, then `start()`. */
export interface Actions extends Running {
  routes: (context: GithubContext) => GithubRoute[];
  /** Where logs are downloaded from. */
  handle: HttpHandler;
  /** Listens to pushes and goes on with what an earlier start has left; once GitHub is served. */
  start(): void;
  /** Resolves when all runs asked for are made and every event is handed on. */
  settled(): Promise<void>;
  service(): ActionsService;
}

export function createActions(options: ActionsOptions): Actions {
  let service: ActionsService | undefined;
  const need = (): ActionsService => {
    if (!service) {
      throw new Error('Give these routes to createGithub before using them');
    }
    return service;
  };
  const events = createEventEmitter(need);
  let tools: Promise<string> | undefined;

  function attach(context: GithubContext): ActionsService {
    service ??= createActionsService(context, {
      registry: options.registry,
      pace: options.pace ?? 1,
      tools: () => (tools ??= makeTools()),
      emit: events.emit,
    });
    context.actions = createActionsLinks(service);
    return service;
  }

  return {
    service: need,
    routes: context => serviceRoutes(attach(context)),
    handle: async (request, response) =>
      service?.downloads.handle(request, response) ?? false,
    start() {
      const actions = need();
      const { context, engine } = actions;
      engine.start();
      context.forge.pushes.subscribe(push =>
        engine.inTurn(push.project, () => triggerByPush(actions, push)),
      );
      context.events.subscribe(event => {
        if (event.event === 'pull_request') {
          engine.inTurn(event.project.fullPath, () =>
            triggerByPullRequest(actions, event),
          );
        }
      });
    },
    async settled() {
      await need().engine.settled();
      await events.settled();
    },
    async stop() {
      await service?.engine.stop();
      await events.settled();
      if (tools) {
        await rm(await tools, { recursive: true, force: true });
      }
    },
  };
}

async function makeTools(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-tools-'));
  await installTools(folder);
  return folder;
}
