import { LedgerEntry } from '../ledger';
import { Thing, thingKey } from '../run';
import {
  Finding,
  KeepReason,
  Sight,
  TakeBackPlan,
  TakeBackStep,
} from './TakeBackPlan';

/**
 * What a take-back does to each thing in the ledger, in its order: what was created goes, what was
 * adopted stays, what people have changed since is named and stays unless it is asked for.
 *
 * @public
 */
export function planTakeBack(
  entries: readonly LedgerEntry[],
  sights: ReadonlyMap<string, Sight>,
  options: {
    /** Whether what a launch created is to be answered for: one launch's things, or all. */
    covers: (launch: string) => boolean;
    /** Keys of things that are to go although people have changed them. */
    also?: ReadonlySet<string>;
  },
): TakeBackPlan {
  const steps = entries
    .filter(({ status }) => status !== 'taken-back')
    .map((entry, index) => ({ entry, index, key: thingKey(entry.thing) }))
    .sort(
      (a, b) =>
        rankOf(a.entry.thing) - rankOf(b.entry.thing) || a.index - b.index,
    )
    .map(({ entry, key }): TakeBackStep => {
      const sight = sights.get(key) ?? {
        kind: 'unreachable',
        reason: 'it has not been looked at',
      };
      return { entry, key, ...judge(entry, key, sight, options) };
    });
  return keepWithRepository(keepOccupiedByOwn(keepNeeded(keepWithSet(steps))));
}

/** The Applications first, as Argo CD takes down the workloads with all that it needs for it. */
function rankOf(thing: Thing): number {
  switch (thing.kind) {
    case 'object':
      return objectRank(thing.objectKind);
    case 'webhook':
      return 10;
    case 'ci-variable':
      return 11;
    case 'credential':
      return 12;
    case 'runner':
      return 13;
    case 'environment':
      return 14;
    case 'merge-request':
      return 15;
    // Rules hold until what they guard goes.
    case 'protection':
      return 16;
    case 'content':
      return 17;
    case 'repository':
      return 18;
    case 'catalog-location':
      return 19;
    default:
      throw new TypeError(`Not a thing: ${thing satisfies never}`);
  }
}

function objectRank(objectKind: string): number {
  const order = ['ApplicationSet', 'Application', 'AppProject'];
  const first = order.indexOf(objectKind);
  if (first >= 0) {
    return first;
  }
  return objectKind === 'Namespace' ? 9 : 5;
}

type Judgement =
  | { action: 'remove' }
  | { action: 'gone' }
  | { action: 'keep'; why: KeepReason; mayAsk: boolean };

function judge(
  entry: LedgerEntry,
  key: string,
  sight: Sight,
  options: Parameters<typeof planTakeBack>[2],
): Judgement {
  const keep = (why: KeepReason, mayAsk = false): Judgement => ({
    action: 'keep',
    why,
    mayAsk,
  });
  if (sight.kind === 'gone') {
    return { action: 'gone' };
  }
  if (entry.origin === 'adopted') {
    return keep({ kind: 'adopted' });
  }
  if (!options.covers(entry.madeBy)) {
    return keep({ kind: 'earlier' });
  }
  if (sight.kind === 'unreachable') {
    return keep(sight);
  }
  const [finding] = [...sight.findings, ...compare(entry, sight.fingerprint)];
  if (!finding || (options.also?.has(key) && mayGo(finding))) {
    return { action: 'remove' };
  }
  return keep(finding, mayGo(finding));
}

/** What holds the things of others, or is in their repository, is not theirs to give away who ask. */
function mayGo(finding: Finding): boolean {
  return finding.kind !== 'occupied' && finding.kind !== 'merged';
}

/** A fingerprint is an identity, and what else is known of it. */
function compare(entry: LedgerEntry, now: string | undefined): Finding[] {
  const { fingerprint: then } = entry;
  if (then === undefined || now === undefined || then === now) {
    return [];
  }
  return [
    { kind: then.split(' ')[0] === now.split(' ')[0] ? 'edited' : 'replaced' },
  ];
}

/** An ApplicationSet that stays would make its Applications again. */
function keepWithSet(steps: TakeBackStep[]): TakeBackStep[] {
  return steps.map(step => {
    const { thing } = step.entry;
    if (step.action !== 'remove' || !isApplication(thing)) {
      return step;
    }
    const set = steps.find(
      ({ action, entry: { thing: one } }) =>
        action === 'keep' &&
        one.kind === 'object' &&
        one.objectKind === 'ApplicationSet' &&
        one.cluster === thing.cluster &&
        one.namespace === thing.namespace,
    );
    return set ? kept(step, { kind: 'needed', by: set.entry.name }) : step;
  });
}

/** A workload that stays needs its project, its namespace, its Secrets and its repositories. */
function keepNeeded(steps: TakeBackStep[]): TakeBackStep[] {
  const staying = steps.find(
    ({ action, entry: { thing } }) =>
      action === 'keep' &&
      thing.kind === 'object' &&
      thing.objectKind.startsWith('Application'),
  );
  const needed = ['object', 'repository', 'content', 'credential'];
  return staying
    ? steps.map(step =>
        step.action === 'remove' &&
        needed.includes(step.entry.thing.kind) &&
        // A set goes alone: what it owns is left without its owner.
        !isApplication(step.entry.thing, 'ApplicationSet') &&
        !isApplication(step.entry.thing)
          ? kept(step, { kind: 'needed', by: staying.entry.name })
          : step,
      )
    : steps;
}

function isApplication(
  thing: Thing,
  objectKind = 'Application',
): thing is Extract<Thing, { kind: 'object' }> {
  return thing.kind === 'object' && thing.objectKind === objectKind;
}

/** A namespace takes with it all that is in it, so what is to stay keeps it. */
function keepOccupiedByOwn(steps: TakeBackStep[]): TakeBackStep[] {
  return steps.map(step => {
    const { thing } = step.entry;
    if (
      step.action !== 'remove' ||
      thing.kind !== 'object' ||
      thing.objectKind !== 'Namespace'
    ) {
      return step;
    }
    const inside = steps.find(
      ({ action, entry: { thing: one } }) =>
        action === 'keep' &&
        one.kind === 'object' &&
        one.cluster === thing.cluster &&
        one.namespace === thing.name,
    );
    return inside
      ? kept(step, { kind: 'needed', by: inside.entry.name })
      : step;
  });
}

/** Commits go and stay with their repository; nothing in an archived one can be changed. */
function keepWithRepository(steps: TakeBackStep[]): TakeBackStep[] {
  return steps.map(step => {
    const { thing } = step.entry;
    if (step.action !== 'remove' || !('path' in thing)) {
      return step;
    }
    const holder = steps.find(
      ({ entry: { thing: one } }) =>
        one.kind === 'repository' &&
        one.host === thing.host &&
        one.path === thing.path,
    );
    const isStaying = holder?.action === 'keep';
    if (thing.kind === 'content') {
      return isStaying || !holder
        ? kept(step, { kind: 'in-repository' })
        : step;
    }
    return isStaying && holder.why.kind === 'archived'
      ? kept(step, { kind: 'archived' })
      : step;
  });
}

function kept(step: TakeBackStep, why: KeepReason): TakeBackStep {
  const { entry, key } = step;
  return { entry, key, action: 'keep', why, mayAsk: false };
}
