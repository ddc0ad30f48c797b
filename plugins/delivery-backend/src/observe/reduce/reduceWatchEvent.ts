import {
  KubernetesObject,
  ResourceKind,
  WatchEvent,
} from '@slipway/plugin-delivery-node';
import { FactsKind, ObjectRef, ParseOutcome, parseObject } from '../parse';
import { ClusterFacts } from './ClusterFacts';

/** What an event made of the facts. */
export interface Reduction {
  /** The same object that was given, changed in place. */
  state: ClusterFacts;
  /** The objects that are new, different or gone. */
  changed: ObjectRef[];
}

/**
 * Takes one event of a watch into the facts of its cluster. Events may come twice, a change before
 * the addition, and late ones after newer ones: the newest writing of an object stays. A list
 * replaces everything of its kind, or of its kind in the namespace that is watched.
 */
export function reduceWatchEvent(
  state: ClusterFacts,
  cluster: string,
  resource: ResourceKind,
  event: WatchEvent,
  scope: { namespace?: string } = {},
): Reduction {
  switch (event.kind) {
    case 'listed':
      return { state, changed: list(state, cluster, resource, event, scope) };
    case 'changed':
      return {
        state,
        changed: change(state, parse(cluster, resource, event.object)),
      };
    case 'deleted':
      return {
        state,
        changed: remove(state, parse(cluster, resource, event.object)),
      };
    case 'alive':
    case 'failed':
      return { state, changed: [] };
    default:
      throw unknownEvent(event);
  }
}

function list(
  state: ClusterFacts,
  cluster: string,
  resource: ResourceKind,
  event: Extract<WatchEvent, { kind: 'listed' }>,
  scope: { namespace?: string },
): ObjectRef[] {
  const outcomes = event.objects.map(it => parse(cluster, resource, it));
  const present = new Set(
    outcomes.flatMap(it => (it.kind === 'ignored' ? [] : [nameOf(it.ref)])),
  );
  const gone = state
    .refs(resource.kind as FactsKind, scope.namespace)
    .filter(ref => !present.has(nameOf(ref)));
  gone.forEach(ref => state.remove(ref));
  return [...gone, ...outcomes.flatMap(outcome => replace(state, outcome))];
}

/** A list is the truth even where its version is lower, as after a restore of the cluster. */
function replace(state: ClusterFacts, outcome: ParseOutcome): ObjectRef[] {
  if (outcome.kind === 'ignored') return [];
  const known = state.entry(outcome.ref);
  if (known && isSameWriting(known.ref, outcome.ref)) return [];
  state.put(outcome);
  return [outcome.ref];
}

function change(state: ClusterFacts, outcome: ParseOutcome): ObjectRef[] {
  if (outcome.kind === 'ignored') return [];
  const known = state.entry(outcome.ref);
  if (
    known &&
    (isSameWriting(known.ref, outcome.ref) || isOlder(outcome.ref, known.ref))
  ) {
    return [];
  }
  state.put(outcome);
  return [outcome.ref];
}

/** A late deletion of a namesake that has been made anew since is not this object's. */
function remove(state: ClusterFacts, outcome: ParseOutcome): ObjectRef[] {
  if (outcome.kind === 'ignored') return [];
  const known = state.entry(outcome.ref);
  if (!known || known.ref.uid !== outcome.ref.uid) return [];
  state.remove(outcome.ref);
  return [outcome.ref];
}

/** The items of a list come without their kind from some API servers. */
function parse(
  cluster: string,
  resource: ResourceKind,
  object: KubernetesObject,
): ParseOutcome {
  return parseObject(cluster, {
    ...object,
    apiVersion: object.apiVersion ?? resource.apiVersion,
    kind: object.kind ?? resource.kind,
  });
}

function nameOf(ref: ObjectRef): string {
  return `${ref.namespace}/${ref.name}`;
}

function isSameWriting(a: ObjectRef, b: ObjectRef): boolean {
  return (
    a.uid === b.uid &&
    a.resourceVersion !== '' &&
    a.resourceVersion === b.resourceVersion
  );
}

/** Versions are opaque by contract and numbers in fact; others count as newer. */
function isOlder(candidate: ObjectRef, known: ObjectRef): boolean {
  const numeric = /^\d+$/;
  return (
    candidate.uid === known.uid &&
    numeric.test(candidate.resourceVersion) &&
    numeric.test(known.resourceVersion) &&
    BigInt(candidate.resourceVersion) < BigInt(known.resourceVersion)
  );
}

function unknownEvent(event: never): Error {
  return new Error(`Unknown watch event: ${JSON.stringify(event)}`);
}
