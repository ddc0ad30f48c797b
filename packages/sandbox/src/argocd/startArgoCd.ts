import type { Clock } from '../world/Clock.ts';
import type {
  ClusterStore,
  HttpHandler,
  Running,
  StoredObject,
} from '../world/seams.ts';
import { EventRecorder } from '../rollouts/act/EventRecorder.ts';
import { WorkQueue } from '../rollouts/WorkQueue.ts';
import { startApplicationSets } from './applicationset/startApplicationSets.ts';
import { ApplicationAccess } from './control/ApplicationAccess.ts';
import type { ArgoCdTools } from './control/ArgoCdTools.ts';
import { deleteApplication } from './control/deleteApplication.ts';
import { deriveNextLook } from './control/deriveNextLook.ts';
import { LiveState } from './control/LiveState.ts';
import { OperationRunner } from './control/OperationRunner.ts';
import { higherLevel, type CompareLevel } from './control/planRefresh.ts';
import { ApplicationRefresher } from './control/refreshApplication.ts';
import type { Destination } from './model/Application.ts';
import { createArgoCdApi } from './api/createArgoCdApi.ts';
import { sourcesOf } from './model/Application.ts';
import { findProject } from './project/AppProject.ts';
import { GitCache } from './source/GitCache.ts';
import {
  findCredentials,
  readKnownHosts,
} from './source/repositoryCredentials.ts';
import { SourceRenderer } from './source/SourceRenderer.ts';
import type { RenderingTools } from './tools/findTools.ts';
import { createWebhook } from './webhook/createWebhook.ts';

/** Several changes on a cluster are looked at together. */
const CHANGE_DELAY_MS = 100;

export interface ArgoCdOptions {
  /** Where the Applications, projects and repository secrets are. */
  cluster: ClusterStore;
  /** The cluster that an Application's destination means. */
  destinations(destination: Destination): ClusterStore | undefined;
  namespace: string;
  clock: Clock;
  tools: RenderingTools;
  /** Where repositories are kept between two renderings. */
  cacheFolder: string;
  /** After how long an Application is compared again; 180 as by default. */
  resyncSeconds?: number;
  /** How long git, a rendering tool or a forge may take, in the machine's time. */
  requestTimeoutSeconds?: number;
  /** Of its one account, `admin`, for its own API. */
  password: string;
  log(message: string): void;
}

export interface RunningArgoCd extends Running {
  /** `POST /argocd/api/webhook` */
  webhook: HttpHandler;
  /** `/argocd/api/v1/…` */
  api: HttpHandler;
}

/** Runs the Argo CD twin. */
export function startArgoCd(options: ArgoCdOptions): RunningArgoCd {
  const { cluster, namespace, clock, log } = options;
  const resyncSeconds = options.resyncSeconds ?? 180;
  const timeoutSeconds = options.requestTimeoutSeconds ?? 60;
  const requested = new Map<string, CompareLevel>();
  const applications = new ApplicationAccess(cluster, namespace);
  const recorder = new EventRecorder({
    store: cluster,
    clock,
    component: 'argocd-application-controller',
    onError: error => log(`Event of an Application: ${String(error)}`),
  });

  const requestRefresh = (name: string, level: CompareLevel, after = 0) => {
    requested.set(name, higherLevel(requested.get(name), level));
    refreshes.addAfter(name, after);
  };
  const credentials = (url: string, project: string) => ({
    ...findCredentials(
      cluster.list('v1', 'Secret', { namespace }),
      url,
      project,
    ),
    knownHosts: readKnownHosts(cluster.list('v1', 'ConfigMap', { namespace })),
  });
  const live = new LiveState({
    onTracked(name) {
      requestRefresh(name, 'recent', CHANGE_DELAY_MS);
      operations.addAfter(name, CHANGE_DELAY_MS);
    },
    onPod(store, podNamespace) {
      for (const { metadata, spec } of applications.list()) {
        if (
          spec.destination.namespace === podNamespace &&
          options.destinations(spec.destination) === store
        ) {
          requestRefresh(metadata.name, 'summary', CHANGE_DELAY_MS);
        }
      }
    },
  });
  const tools: ArgoCdTools = {
    clock,
    namespace,
    resyncSeconds,
    applications,
    live,
    requestRefresh,
    renderer: new SourceRenderer({
      cache: new GitCache({ folder: options.cacheFolder, timeoutSeconds }),
      tools: options.tools,
      timeoutSeconds,
      // Less than the time between two looks, so that each sees what is new.
      rememberSeconds: resyncSeconds * 0.9,
      now: () => clock.now(),
      credentials,
    }),
    project: name => findProject(cluster, namespace, name),
    destination: options.destinations,
    record: (about, event) => recorder.record(about, event),
  };
  const refresher = new ApplicationRefresher(tools);
  const runner = new OperationRunner(tools);

  const refreshes: WorkQueue = new WorkQueue({
    clock,
    async handle(name, signal) {
      const level = requested.get(name);
      requested.delete(name);
      try {
        await refresher.refresh(name, level, signal);
      } catch (error) {
        // What was asked for is still to be done.
        if (level) {
          requested.set(name, higherLevel(requested.get(name), level));
        }
        throw error;
      }
      const application = applications.get(name);
      if (application) {
        const { reconciledAt } = application.status ?? {};
        const now = clock.now();
        refreshes.addAfter(
          name,
          deriveNextLook({ reconciledAt, now, resyncSeconds }),
        );
      }
    },
    onError: (name, error) => log(`Refresh of ${name}: ${String(error)}`),
  });
  const operations: WorkQueue = new WorkQueue({
    clock,
    async handle(name, signal) {
      // One that is being deleted waits until nobody wants an operation of it any more.
      const after = applications.get(name)?.operation
        ? await runner.step(name, signal)
        : deleteApplication(tools, name) ?? (await runner.step(name, signal));
      if (after !== undefined) {
        operations.addAfter(name, after);
      }
    },
    onError: (name, error) => log(`Operation of ${name}: ${String(error)}`),
  });

  const onApplication = (object: StoredObject) => {
    refreshes.add(object.metadata.name);
    if (object.operation || object.metadata.deletionTimestamp) {
      operations.add(object.metadata.name);
    }
  };
  const unsubscribe = cluster.subscribe(({ type, object }) => {
    if (object.metadata.namespace !== namespace || type === 'DELETED') {
      return;
    }
    if (object.kind === 'Application') {
      onApplication(object);
    }
    if (object.kind === 'AppProject') {
      for (const { metadata, spec } of applications.list()) {
        if (spec.project === object.metadata.name) {
          requestRefresh(metadata.name, 'latest');
        }
      }
    }
  });
  for (const application of applications.list()) {
    onApplication(application);
  }
  const applicationSets = startApplicationSets({
    cluster,
    namespace,
    clock,
    hasProject: name => findProject(cluster, namespace, name) !== undefined,
    destinationProblem: destination =>
      options.destinations(destination)
        ? undefined
        : `application destination spec is invalid: ${
            destination.name
              ? `there are no clusters with this name: ${destination.name}`
              : `error getting cluster by server "${destination.server}": rpc error: code = NotFound desc = cluster "${destination.server}" not found`
          }`,
    log,
  });
  return {
    webhook: createWebhook({
      cluster,
      namespace,
      applications: () => applications.list(),
      refresh: name => applications.requestRefresh(name, 'normal'),
    }),
    api: createArgoCdApi(
      {
        cluster,
        namespace,
        applications,
        project: tools.project,
        destination: tools.destination,
        credentials,
        timeoutSeconds,
        render: (application, signal) =>
          tools.renderer.render(application, sourcesOf(application), [], {
            anew: true,
            noCache: false,
            signal,
          }),
      },
      { password: options.password, clock },
    ),
    async stop() {
      unsubscribe();
      live.stop();
      await Promise.all([
        refreshes.stop(),
        operations.stop(),
        applicationSets.stop(),
      ]);
    },
  };
}
