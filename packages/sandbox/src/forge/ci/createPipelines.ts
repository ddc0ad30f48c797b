import type { Registry } from '../../registry/index.ts';
import {
  CiStore,
  JobExecutor,
  JobQueue,
  PipelineEngine,
  openCiRecords,
} from '../../runner/index.ts';
import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import type { ForgePage } from '../pages/ForgePage.ts';
import type { CiService } from './CiService.ts';
import { createCiLinks } from './createCiLinks.ts';
import { createRunnerHost } from './createRunnerHost.ts';
import { createHookEmitter } from './hooks/createHookEmitter.ts';
import { ciPages } from './pages/ciPages.ts';
import { ciRoutes } from './routes/ciRoutes.ts';
import { RunnerDirectory } from './runners/RunnerDirectory.ts';

export interface PipelinesOptions {
  /** Made after the forge, which decides who may do what in it. */
  registry: () => Registry;
  /** How long jobs take: 1 is a few seconds each, 0 no time at all. */
  pace?: number;
}

/** The pipelines of a forge: give `routes` and `pages` to `createForge`, then `start()`. */
export interface Pipelines {
  routes: (context: ForgeContext) => ForgeRoute[];
  pages: (context: ForgeContext) => ForgePage[];
  /** Listens to pushes and goes on with what an earlier start has left; once the forge serves. */
  start(): void;
  stop(): Promise<void>;
  /** Resolves when every pipeline asked for is made and every webhook handed on. */
  settled(): Promise<void>;
  service(): CiService;
}

export function createPipelines(options: PipelinesOptions): Pipelines {
  let service: CiService | undefined;
  const need = (): CiService => {
    if (!service) {
      throw new Error('Give these pipelines to createForge before using them');
    }
    return service;
  };
  const hooks = createHookEmitter(need);

  function attach(context: ForgeContext): CiService {
    if (service) {
      return service;
    }
    const { clock, log } = context;
    const host = createRunnerHost(context, {
      registry: options.registry,
      emit: hooks.emit,
    });
    const store = new CiStore(openCiRecords(context.storage), host, clock);
    const runners = new RunnerDirectory(context, store);
    const queue = new JobQueue({
      store,
      host,
      executor: new JobExecutor({ host, clock, pace: options.pace ?? 1 }),
      clock,
      log,
      findRunner: job => runners.find(job),
    });
    const engine = new PipelineEngine({ store, host, queue, clock, log });
    const { registry } = options;
    service = { context, host, store, engine, queue, runners, registry };
    context.ci = createCiLinks(service);
    return service;
  }

  return {
    routes: context => ciRoutes(attach(context)),
    pages: context => ciPages(attach(context)),
    start() {
      const { context, runners, engine } = need();
      runners.ensureEmbedded();
      engine.start();
      context.pushes.subscribe(push => {
        const project = context.access.lookUpProject(push.project);
        if (project) {
          engine.onPush(project.id, push);
        }
      });
    },
    async stop() {
      await service?.engine.stop();
      await hooks.settled();
    },
    async settled() {
      await need().engine.settled();
      await hooks.settled();
    },
    service: need,
  };
}
