import { timestamp } from '../../rollouts/model/conditions.ts';
import type { ClusterStore } from '../../world/seams.ts';
import type {
  Application,
  ApplicationCondition,
  ApplicationStatus,
} from '../model/Application.ts';
import { isMultiSource, sourcesOf } from '../model/Application.ts';
import type { AppProject } from '../project/AppProject.ts';
import { findForbidden } from '../project/permissions.ts';
import { canSync } from '../project/syncWindows.ts';
import type { ArgoCdTools } from './ArgoCdTools.ts';
import {
  type ApplicationComparison,
  compareApplication,
} from './compareApplication.ts';
import { replaceConditions } from './conditions.ts';
import { planAutoSync } from './planAutoSync.ts';
import {
  planRefresh,
  type CompareLevel,
  type RefreshPlan,
} from './planRefresh.ts';

/** An error of a repository is told at once when somebody asks, else only if it stays so long. */
const ERROR_GRACE_MS = 180_000;

function findInvalidity(
  tools: ArgoCdTools,
  application: Application,
): {
  problems: string[];
  project?: AppProject;
  store?: ClusterStore;
} {
  const { project: name, destination } = application.spec;
  const project = tools.project(name);
  if (!project) {
    return {
      problems: [
        `Application referencing project ${name} which does not exist`,
      ],
    };
  }
  if (sourcesOf(application).length === 0) {
    return { project, problems: ['spec.source or spec.sources is required'] };
  }
  const store = tools.destination(destination);
  if (!store) {
    const why = destination.name
      ? `there are no clusters with this name: ${destination.name}`
      : `error getting cluster by server ${JSON.stringify(
          destination.server ?? '',
        )}: rpc error: code = NotFound desc = cluster ${JSON.stringify(
          destination.server ?? '',
        )} not found`;
    return { project, problems: [why] };
  }
  return { project, store, problems: findForbidden(project, application) };
}

/** The controller's part that keeps the status of Applications true. */
export class ApplicationRefresher {
  #tools: ArgoCdTools;
  #failingSince = new Map<string, number>();

  constructor(tools: ArgoCdTools) {
    this.#tools = tools;
  }

  async refresh(
    name: string,
    requested: CompareLevel | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const { applications, clock, resyncSeconds } = this.#tools;
    const application = applications.get(name);
    const now = clock.now();
    const plan =
      application &&
      planRefresh(application, { now, resyncSeconds, requested });
    if (!application || !plan) {
      return;
    }
    const { problems, project, store } = findInvalidity(
      this.#tools,
      application,
    );
    const conditions = replaceConditions(
      application.status?.conditions,
      ['InvalidSpecError', 'UnknownError'],
      problems.map(message => ({ type: 'InvalidSpecError', message })),
      timestamp(now),
    );
    if (problems.length > 0 || !store || !project) {
      this.#persist(application, {
        ...application.status,
        sync: { ...application.status?.sync, status: 'Unknown' },
        health: { status: 'Unknown' },
        conditions,
      });
      return;
    }
    if (plan.level === 'summary') {
      this.#persist(application, {
        ...application.status,
        summary: this.#summarize(store, name),
      });
      return;
    }
    await this.#compare(application, plan, {
      project,
      store,
      signal,
      conditions,
    });
  }

  async #compare(
    application: Application,
    plan: RefreshPlan,
    found: {
      project: AppProject;
      store: ClusterStore;
      signal: AbortSignal;
      conditions: ApplicationCondition[] | undefined;
    },
  ): Promise<void> {
    const { store, project, signal } = found;
    const { name } = application.metadata;
    const startedAt = this.#tools.clock.now();
    const sources = sourcesOf(application);
    const known = application.status?.sync;
    const isRecent = plan.level === 'recent';
    const recent = isMultiSource(application)
      ? known?.revisions
      : [known?.revision];
    const comparison = await compareApplication(
      this.#tools,
      application,
      store,
      {
        sources,
        revisions:
          isRecent && recent
            ? recent
            : sources.map(source => source.targetRevision),
        anew: plan.level === 'forced',
        noCache: plan.isHard,
        signal,
      },
    );
    if (this.#isForgiven(name, comparison, plan)) {
      return;
    }
    const fresh = this.#tools.applications.get(name);
    if (!fresh) {
      return;
    }
    const now = timestamp(this.#tools.clock.now());
    const refusal = this.#autoSync(fresh, project, comparison);
    const conditions = replaceConditions(
      replaceConditions(
        found.conditions,
        ['ComparisonError', 'SharedResourceWarning', 'RepeatedResourceWarning'],
        comparison.conditions,
        now,
      ),
      ['SyncError'],
      refusal === undefined ? [] : [{ type: 'SyncError', message: refusal }],
      now,
    );
    const latest = this.#tools.applications.get(name) ?? fresh;
    this.#persist(latest, {
      ...latest.status,
      sync: comparison.status,
      health: { status: comparison.health },
      resources:
        comparison.resources.length > 0 ? comparison.resources : undefined,
      conditions,
      summary: this.#summarize(store, name),
      sourceType: comparison.sourceType,
      sourceTypes: comparison.sourceTypes,
      controllerNamespace: this.#tools.namespace,
      reconciledAt:
        isRecent && latest.status?.reconciledAt
          ? latest.status.reconciledAt
          : timestamp(startedAt),
    });
  }

  /** Whether an error of the repository is not told yet. */
  #isForgiven(
    name: string,
    comparison: ApplicationComparison,
    plan: RefreshPlan,
  ): boolean {
    if (!comparison.hasFailed) {
      this.#failingSince.delete(name);
      return false;
    }
    const now = this.#tools.clock.now().getTime();
    const since = this.#failingSince.get(name) ?? now;
    this.#failingSince.set(name, since);
    return plan.level !== 'forced' && now - since <= ERROR_GRACE_MS;
  }

  /** Starts a sync where the automation asks for one; returns why it does not. */
  #autoSync(
    application: Application,
    project: AppProject,
    comparison: ApplicationComparison,
  ): string | undefined {
    const { applications, clock, record, requestRefresh } = this.#tools;
    const now = clock.now();
    const { name } = application.metadata;
    if (!canSync(project, application, { isManual: false, now })) {
      return undefined;
    }
    const { revision, revisions } = comparison.status;
    const plan = planAutoSync({
      application,
      comparison,
      revision,
      revisions,
      now,
    });
    switch (plan.type) {
      case 'nothing':
        return undefined;
      case 'refuse':
        return plan.message;
      case 'wait':
        requestRefresh(name, 'latest', plan.milliseconds);
        return undefined;
      case 'sync': {
        if (applications.requestOperation(name, plan.operation)) {
          const desired = (revisions ?? [revision]).join(', ');
          record(application, {
            reason: 'OperationStarted',
            message: `Initiated automated sync to '${desired}'`,
          });
        }
        return undefined;
      }
      default:
        return plan satisfies never;
    }
  }

  #summarize(store: ClusterStore, name: string): ApplicationStatus['summary'] {
    const { live } = this.#tools;
    const images = live.findImages(store, live.find(store, name, []));
    return images.length > 0 ? { images } : {};
  }

  #persist(application: Application, next: ApplicationStatus): void {
    const { applications, record, clock } = this.#tools;
    const { sync, health } = application.status ?? {};
    const changes = [
      ['sync', sync?.status, next.sync?.status],
      ['health', health?.status, next.health?.status],
    ].filter(([, before, after]) => before !== after);
    for (const [what, before = '', after = ''] of changes) {
      record(application, {
        reason: 'ResourceUpdated',
        message: `Updated ${what} status: ${before} -> ${after}`,
      });
    }
    const isSameHealth = health?.status === next.health?.status;
    applications.patchStatus(application, {
      ...next,
      health: {
        ...next.health,
        lastTransitionTime: isSameHealth
          ? health?.lastTransitionTime
          : timestamp(clock.now()),
      },
    });
  }
}
