import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../world/Clock.ts';
import type {
  ClusterStore,
  NewObject,
  StoredObject,
} from '../../world/seams.ts';
import type { Application, Destination } from '../model/Application.ts';
import { ARGO_API, REFRESH_ANNOTATION } from '../model/Application.ts';
import { storeKey } from '../model/Manifest.ts';
import type { ApplicationSet } from './ApplicationSet.ts';
import { policyOf, SET_REFRESH_ANNOTATION } from './ApplicationSet.ts';
import {
  deriveSetConditions,
  type SetOutcome,
} from './applicationSetConditions.ts';
import { generateApplications } from './generateApplications.ts';

/** Kept on an Application whatever its set says. */
const PRESERVED_ANNOTATIONS = [
  'notified.notifications.argoproj.io',
  REFRESH_ANNOTATION,
  'argocd.argoproj.io/hydrate',
];
const PRESERVED_FINALIZERS = [
  'pre-delete-finalizer.argocd.argoproj.io',
  'post-delete-finalizer.argocd.argoproj.io',
];

export interface ReconcilerOptions {
  cluster: ClusterStore;
  namespace: string;
  clock: Clock;
  hasProject(name: string): boolean;
  destinationProblem(destination: Destination): string | undefined;
}

/** Brings the Applications of a set into the state that the set asks for. */
export class ApplicationSetReconciler {
  #options: ReconcilerOptions;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  reconcile(name: string): 'done' | 'look again' {
    const set = this.#get(name);
    // What a set owns goes with it, by the cluster's own hand.
    if (!set || set.metadata.deletionTimestamp) {
      return 'done';
    }
    const generated = generateApplications(set);
    if (generated.kind === 'failed') {
      this.#say(set, { ...generated, generated: false });
      return 'look again';
    }
    const { applications } = generated;
    const problems = this.#problemsOf(set, applications);
    const policy = policyOf(set);
    const valid = applications
      .filter(({ metadata }) => !problems.has(metadata.name))
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
    const error = valid
      .map(application => this.#bring(set, application, policy.update))
      .find(message => message !== undefined);
    if (error !== undefined) {
      this.#say(set, {
        kind: 'failed',
        reason: policy.update
          ? 'UpdateApplicationError'
          : 'CreateApplicationError',
        message: error,
        generated: true,
      });
      throw new Error(error);
    }
    if (policy.delete) {
      for (const owned of this.#ownedBy(set)) {
        const { name: held, deletionTimestamp } = owned.metadata;
        const isWanted = applications.some(
          ({ metadata }) => metadata.name === held,
        );
        if (!isWanted && !deletionTimestamp) {
          this.#options.cluster.delete(storeKey(owned));
        }
      }
    }
    const [first, ...more] = [...problems].sort(([a], [b]) => (a < b ? 1 : -1));
    this.#say(
      set,
      first
        ? {
            kind: 'failed',
            reason: 'ApplicationValidationError',
            message:
              more.length > 0
                ? `${first[1]} (and ${more.length} more)`
                : first[1],
            generated: true,
          }
        : { kind: 'up-to-date' },
    );
    return first ? 'look again' : 'done';
  }

  #get(name: string): ApplicationSet | undefined {
    return this.#options.cluster.get({
      apiVersion: ARGO_API,
      kind: 'ApplicationSet',
      namespace: this.#options.namespace,
      name,
    }) as ApplicationSet | undefined;
  }

  #ownedBy(set: ApplicationSet): Application[] {
    const all = this.#options.cluster.list(ARGO_API, 'Application', {
      namespace: this.#options.namespace,
    }) as Application[];
    return all.filter(({ metadata }) =>
      metadata.ownerReferences?.some(
        ({ kind, name, controller }) =>
          controller && kind === 'ApplicationSet' && name === set.metadata.name,
      ),
    );
  }

  /** What keeps Applications from being made, by their names. */
  #problemsOf(
    set: ApplicationSet,
    applications: NewObject[],
  ): Map<string, string> {
    const { hasProject, destinationProblem } = this.#options;
    const problems = new Map<string, string>();
    const names = new Set<string>();
    for (const { metadata, spec } of applications) {
      const { name } = metadata;
      const problem = names.has(name)
        ? `ApplicationSet ${set.metadata.name} contains applications with duplicate name: ${name}`
        : !hasProject(spec.project)
        ? `application references project ${spec.project} which does not exist`
        : destinationProblem(spec.destination);
      names.add(name);
      if (problem !== undefined) {
        problems.set(name, problem);
      }
    }
    return problems;
  }

  /** Makes an Application or puts it right; what keeps it from that. */
  #bring(
    set: ApplicationSet,
    wanted: NewObject,
    mayUpdate: boolean,
  ): string | undefined {
    const { cluster, namespace } = this.#options;
    const { name } = wanted.metadata;
    const key = { apiVersion: ARGO_API, kind: 'Application', namespace, name };
    const current = cluster.get(key);
    const ownerReferences = [ownerOf(set)];
    if (!current) {
      cluster.create({
        ...wanted,
        metadata: { ...wanted.metadata, ownerReferences },
      });
      return undefined;
    }
    const owner = current.metadata.ownerReferences?.find(
      ({ controller }) => controller,
    );
    if (owner && owner.uid !== set.metadata.uid) {
      return `error while wrapping using MutateFn: Object ${namespace}/${name} is already owned by another ${owner.kind} controller ${owner.name}`;
    }
    if (owner && !mayUpdate) {
      return undefined;
    }
    const metadata = {
      ...current.metadata,
      labels: {
        ...kept(set, current, 'labels'),
        ...labelsOf(wanted, 'labels'),
      },
      annotations: {
        ...labelsOf(wanted, 'annotations'),
        ...kept(set, current, 'annotations'),
      },
      finalizers: [
        ...((wanted.metadata.finalizers as string[] | undefined) ?? []),
        ...(current.metadata.finalizers ?? []).filter(each =>
          PRESERVED_FINALIZERS.some(prefix => each.startsWith(prefix)),
        ),
      ],
      ownerReferences: owner
        ? current.metadata.ownerReferences
        : [...(current.metadata.ownerReferences ?? []), ...ownerReferences],
    };
    const next = { ...current, metadata, spec: wanted.spec };
    if (!isDeepStrictEqual(tidy(current), tidy(next))) {
      cluster.update(next);
    }
    return undefined;
  }

  #say(before: ApplicationSet, outcome: SetOutcome): void {
    const { cluster, clock } = this.#options;
    const set = this.#get(before.metadata.name);
    if (!set || set.metadata.uid !== before.metadata.uid) {
      return;
    }
    const isWhole =
      outcome.kind === 'up-to-date' ||
      outcome.reason === 'ApplicationValidationError';
    const resources = this.#ownedBy(set).map(({ metadata, status }) => ({
      group: 'argoproj.io',
      version: 'v1alpha1',
      kind: 'Application',
      namespace: metadata.namespace,
      name: metadata.name,
      ...(status?.sync?.status && { status: status.sync.status }),
      health: {
        ...(status?.health?.status && { status: status.health.status }),
      },
    }));
    const status = {
      ...set.status,
      conditions: deriveSetConditions(
        outcome,
        set.status?.conditions ?? [],
        clock
          .now()
          .toISOString()
          .replace(/\.\d+Z$/, 'Z'),
      ),
      ...(isWhole && { resources, resourcesCount: resources.length }),
    };
    if (!isDeepStrictEqual(set.status ?? {}, status)) {
      cluster.updateStatus({ ...set, status });
    }
    if (isWhole && set.metadata.annotations?.[SET_REFRESH_ANNOTATION]) {
      cluster.mergePatch(storeKey(set), {
        metadata: { annotations: { [SET_REFRESH_ANNOTATION]: null } },
      });
    }
  }
}

function ownerOf({ apiVersion, kind, metadata }: ApplicationSet) {
  const { name, uid } = metadata;
  return {
    apiVersion,
    kind,
    name,
    uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

function labelsOf(
  { metadata }: NewObject,
  field: 'labels' | 'annotations',
): Record<string, string> {
  return (metadata[field] as Record<string, string> | undefined) ?? {};
}

/** What of an Application's labels or annotations its set leaves alone. */
function kept(
  { spec }: ApplicationSet,
  { metadata }: StoredObject,
  field: 'labels' | 'annotations',
): Record<string, string> {
  const names = [
    ...(spec.preservedFields?.[field] ?? []),
    ...(field === 'annotations' ? PRESERVED_ANNOTATIONS : []),
  ];
  return Object.fromEntries(
    Object.entries(metadata[field] ?? {}).filter(([name]) =>
      names.includes(name),
    ),
  );
}

/** What is empty, and what is not there, are the same. */
function tidy({ metadata, spec }: StoredObject) {
  const { labels = {}, annotations = {}, finalizers = [] } = metadata;
  return {
    spec,
    labels,
    annotations,
    finalizers,
    owners: (metadata.ownerReferences ?? []).map(({ uid }) => uid),
  };
}
