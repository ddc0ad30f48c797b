import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { failingPodStages, hasBehaviour, hasPulled } from './podStages.ts';

/** The stages of KWOK itself that the lab uses as they are: nodes that stay ready. */
const ownStages = [
  'node/fast/node-initialize.yaml',
  'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
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
  const complete = await read('pod/fast/pod-complete.yaml');
  return [
    ...(await Promise.all(ownStages.map(read))),
    onlyFor(ready, {
      name: 'pod-ready',
      behaviours: ['healthy', 'evicted'],
      ...options,
    }),
    // It runs for a while before it is ready.
    onlyFor(ready, {
      name: 'slipway-pod-ready-slowly',
      behaviours: ['slow'],
      phase: 'Running',
      delayMilliseconds: 15_000,
    }),
    onlyFor(complete, {
      name: 'pod-complete',
      behaviours: ['healthy', 'slow'],
    }),
    failingPodStages(options),
  ].join('\n---\n');
}

/** KWOK makes every pod ready, and every Job's pod succeed; here only those that are to. */
function onlyFor(
  stage: string,
  options: {
    name: string;
    behaviours: string[];
    phase?: string;
    delayMilliseconds?: number;
    pulls?: boolean;
  },
): string {
  const { spec, metadata, ...rest } = parse(stage);
  const { name, behaviours, phase, delayMilliseconds = 0 } = options;
  for (const expression of spec.selector.matchExpressions) {
    if (phase && expression.key === '.status.phase') {
      expression.values = [phase];
    }
  }
  spec.selector.matchExpressions.push(
    hasBehaviour(behaviours),
    ...(options.pulls ? [hasPulled('done')] : []),
  );
  return stringify({
    ...rest,
    metadata: { ...metadata, name },
    spec: { ...spec, delay: { durationMilliseconds: delayMilliseconds } },
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
