import {
  Facts,
  FactsKind,
  ObjectRef,
  ParseOutcome,
  Unreadable,
} from '../parse';
import { matchesSelector } from './matchesSelector';

type FactsOf<K extends FactsKind> = Extract<Facts, { kind: K }>;
type Entry = Facts | Unreadable;

/**
 * What is known of one cluster. It is changed in place, by `reduceWatchEvent` only; whoever keeps
 * it hands it to the reducer for one event after the other and may read it in between. The facts
 * inside are never changed: a newer reading replaces the older one, so they may be kept and
 * compared by identity.
 */
export class ClusterFacts {
  readonly #entries = new Map<string, Entry>();
  readonly #byNamespace = new Map<string, Map<string, Entry>>();
  readonly #byOwner = new Map<string, Map<string, Entry>>();

  constructor(readonly cluster: string) {}

  get size(): number {
    return this.#entries.size;
  }

  get<K extends FactsKind>(
    kind: K,
    namespace: string,
    name: string,
  ): FactsOf<K> | undefined {
    const entry = this.#entries.get(keyOf({ kind, namespace, name }));
    return entry && isOfKind(entry, kind) ? entry : undefined;
  }

  inNamespace<K extends FactsKind>(kind: K, namespace: string): FactsOf<K>[] {
    return ofKind(this.#byNamespace.get(namespace), kind);
  }

  /** The objects whose controlling owner has this uid. */
  ownedBy<K extends FactsKind>(kind: K, uid: string): FactsOf<K>[] {
    return ofKind(this.#byOwner.get(uid), kind);
  }

  /** The Applications of a namespace whose labels match; InputError for a bad selector. */
  applicationsMatching(
    namespace: string,
    selector: string,
  ): FactsOf<'Application'>[] {
    return this.inNamespace('Application', namespace).filter(it =>
      matchesSelector(it.labels, selector),
    );
  }

  /** The objects of a namespace that are there and cannot be read. */
  unreadable(namespace: string): Unreadable[] {
    return [...(this.#byNamespace.get(namespace)?.values() ?? [])].filter(
      (it): it is Unreadable => it.kind === 'unreadable',
    );
  }

  /** The references of all objects of a kind, readable or not. */
  refs(kind: FactsKind, namespace?: string): ObjectRef[] {
    const entries =
      namespace === undefined
        ? this.#entries
        : this.#byNamespace.get(namespace) ?? new Map<string, Entry>();
    return [...entries.values()]
      .map(it => it.ref)
      .filter(it => it.kind === kind);
  }

  entry(
    ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>,
  ): Entry | undefined {
    return this.#entries.get(keyOf(ref));
  }

  put(entry: Exclude<ParseOutcome, { kind: 'ignored' }>): void {
    this.remove(entry.ref);
    const key = keyOf(entry.ref);
    this.#entries.set(key, entry);
    index(this.#byNamespace, entry.ref.namespace).set(key, entry);
    const owner = ownerUid(entry);
    if (owner !== undefined) index(this.#byOwner, owner).set(key, entry);
  }

  remove(ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): void {
    const key = keyOf(ref);
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    unindex(this.#byNamespace, entry.ref.namespace, key);
    const owner = ownerUid(entry);
    if (owner !== undefined) unindex(this.#byOwner, owner, key);
  }
}

function keyOf(ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): string {
  return `${ref.kind}/${ref.namespace}/${ref.name}`;
}

function isOfKind<K extends FactsKind>(
  entry: Entry,
  kind: K,
): entry is FactsOf<K> {
  return entry.kind === kind;
}

function ofKind<K extends FactsKind>(
  entries: Map<string, Entry> | undefined,
  kind: K,
): FactsOf<K>[] {
  const found: FactsOf<K>[] = [];
  for (const entry of entries?.values() ?? []) {
    if (isOfKind(entry, kind)) found.push(entry);
  }
  return found;
}

function ownerUid(entry: Entry): string | undefined {
  return 'owner' in entry ? entry.owner?.uid : undefined;
}

function index(
  indexes: Map<string, Map<string, Entry>>,
  value: string,
): Map<string, Entry> {
  let entries = indexes.get(value);
  if (!entries) {
    entries = new Map();
    indexes.set(value, entries);
  }
  return entries;
}

function unindex(
  indexes: Map<string, Map<string, Entry>>,
  value: string,
  key: string,
): void {
  const entries = indexes.get(value);
  entries?.delete(key);
  if (entries?.size === 0) indexes.delete(value);
}
