import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { failingPodStages, hasBehaviour, hasPulled } from './podStages.ts';

/** The stages of KWOK itself that the lab uses as they are: nodes that stay ready. */
const ownStages = [
  'node/fast/node-initialize.yaml',
  'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
  'pod/fast/pod-complete.yaml',
  'pod/fast/pod-delete.yaml',
];

/**
 * KWOK's stages as one file.
 *
 * @param options.pulls - pods start once an `ImagePuller` has asked the registry; otherwise at once
 */
export async function kwokStages(
  kwokModule: string,
  options: { pulls: boolean },
): Promise<string> {
  const read = (path: string) =>
    readFile(join(kwokModule, 'kustomize/stage', path), 'utf8');
  const ready = await read('pod/fast/pod-ready.yaml');
  return [
    ...(await Promise.all(ownStages.map(read))),
    readyOnlyFor(ready, 'pod-ready', {
      behaviours: ['healthy', 'evicted'],
      durationMilliseconds: 0,
      ...options,
    }),
    readyOnlyFor(ready, 'slipway-pod-ready-slowly', {
      behaviours: ['slow'],
      durationMilliseconds: 20_000,
      ...options,
    }),
    failingPodStages(options),
  ].join('\n---\n');
}

/** KWOK makes every pod ready; here only those that are not asked for something else. */
function readyOnlyFor(
  stage: string,
  name: string,
  options: {
    behaviours: string[];
    durationMilliseconds: number;
    pulls: boolean;
  },
): string {
  const { spec, metadata, ...rest } = parse(stage);
  const { durationMilliseconds } = options;
  spec.selector.matchExpressions.push(
    hasBehaviour(options.behaviours),
    ...(options.pulls ? [hasPulled('done')] : []),
  );
  return stringify({
    ...rest,
    metadata: { ...metadata, name },
    spec: { ...spec, delay: { durationMilliseconds } },
  });
}

/** The one node, large enough for everything. */
export const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name: 'lab-node',
    annotations: { 'kwok.x-k8s.io/node': 'fake' },
    labels: { 'kubernetes.io/hostname': 'lab-node', type: 'kwok' },
  },
  status: {
    allocatable: { cpu: '64', memory: '256Gi', pods: '500' },
    capacity: { cpu: '64', memory: '256Gi', pods: '500' },
  },
};
