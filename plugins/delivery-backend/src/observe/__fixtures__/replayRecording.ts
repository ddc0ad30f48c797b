import { readFileSync } from 'fs';
import { Release } from '@slipway/plugin-delivery-common';
import { KubernetesObject, resourceKinds } from '@slipway/plugin-delivery-node';
import {
  DerivedEnvironment,
  EnvironmentInput,
  deriveEnvironment,
  workloadFacts,
} from '../derive';
import { ClusterFacts, reduceWatchEvent } from '../reduce';

type RecordedLine =
  | { t: number; type: 'ACTION'; what: string }
  | {
      t: number;
      type: 'ADDED' | 'MODIFIED' | 'DELETED';
      object: KubernetesObject;
    };

/** What stood in the cluster after one event, and what a person would have seen. */
export interface Frame {
  t: number;
  /** The newest writing of every object that is there, by `Kind/name`. */
  raw: Map<string, KubernetesObject>;
  /** When each time that is written in an object was told first, in seconds of the recording. */
  toldAt: Map<string, number>;
  input: EnvironmentInput;
  state: DerivedEnvironment;
}

const kinds = new Map(
  Object.values(resourceKinds).map(it => [it.kind, it] as const),
);

/** What the file in git asked for at each commit of the recordings, which did not record git. */
const tagOfCommit: Record<string, string> = {
  ca21ca89: 'v1',
  '3c1c5453': 'v2',
  '66f1e359': 'broken',
  '3656f6e5': 'v2',
  '703f88e9': 'v1',
  '39e357a6': 'crash',
  '38027230': 'v1',
  a704607a: 'v2',
  '0e20f090': 'v1',
  '4fbd1fbe': 'v1',
  '580c40ad': 'v1',
  dbafe2d9: 'v1',
  '8ec5afdd': 'v2',
};

function wantedAt(revision: string | undefined): Release[] | undefined {
  const tag = tagOfCommit[(revision ?? '').slice(0, 8)];
  return revision === undefined || tag === undefined
    ? undefined
    : [{ image: 'registry.local/demo', tag, gitops: { sha: revision } }];
}

const timePattern = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** How a replay may differ from what was recorded. */
export interface ReplayOptions {
  /** Seconds by which the events of a kind come later: each kind has a watch of its own. */
  lag?: Partial<Record<string, number>>;
  /** Derive each state as after a restart of the portal. */
  forgets?: boolean;
}

/** Replays a recording; one frame for each event. */
export function replayRecording(
  file: string,
  { lag = {}, forgets = false }: ReplayOptions = {},
): Frame[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter(it => it !== '')
    .map((it): RecordedLine => JSON.parse(it))
    .map(it =>
      it.type === 'ACTION'
        ? it
        : { ...it, t: it.t + (lag[it.object.kind] ?? 0) },
    )
    .sort((a, b) => a.t - b.t);
  const namespace = namespaceOf(lines);
  const start = startOf(lines);
  const facts = new ClusterFacts('lab');
  const raw = new Map<string, KubernetesObject>();
  const toldAt = new Map<string, number>();
  const frames: Frame[] = [];
  let previous: DerivedEnvironment | undefined;
  for (const line of lines) {
    if (line.type === 'ACTION') continue;
    const { object } = line;
    const resource = kinds.get(object.kind);
    if (!resource) continue;
    reduceWatchEvent(facts, 'lab', resource, {
      kind: line.type === 'DELETED' ? 'deleted' : 'changed',
      object,
    });
    const key = `${object.kind}/${object.metadata.name}`;
    if (line.type === 'DELETED') raw.delete(key);
    else raw.set(key, object);
    for (const [time] of JSON.stringify(object).matchAll(timePattern)) {
      if (!toldAt.has(time)) toldAt.set(time, line.t);
    }
    const application = facts.inNamespace('Application', 'argocd').at(0);
    const input: EnvironmentInput = {
      environment: {
        name: 'dev',
        title: 'Development',
        rank: 0,
        cluster: 'lab',
        namespace: '{{service}}',
        sync: 'automatic',
      },
      service: namespace,
      argocd: {
        name: 'main',
        cluster: 'lab',
        namespace: 'argocd',
        destinations: {},
      },
      application,
      wantedImages: wantedAt(application?.sync.revision),
      ...workloadFacts(facts, namespace),
      now: new Date(start + line.t * 1000),
    };
    const state = deriveEnvironment(input, previous);
    frames.push({ t: line.t, raw: new Map(raw), toldAt, input, state });
    if (!forgets) previous = state;
  }
  return frames;
}

function objectsOf(lines: RecordedLine[]): KubernetesObject[] {
  return lines.flatMap(it => (it.type === 'ACTION' ? [] : [it.object]));
}

/** The namespace that is deployed to: an Application names it, workloads are in it. */
function namespaceOf(lines: RecordedLine[]): string {
  const objects = objectsOf(lines);
  const application = objects.find(it => it.kind === 'Application');
  const spec = application?.spec as
    | { destination?: { namespace?: string } }
    | undefined;
  return (
    spec?.destination?.namespace ?? objects.at(0)?.metadata.namespace ?? ''
  );
}

function startOf(lines: RecordedLine[]): number {
  const created = objectsOf(lines).at(0)?.metadata.creationTimestamp;
  return Date.parse(created ?? '2026-01-01T00:00:00Z');
}
