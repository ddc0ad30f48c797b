import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The stages of KWOK itself that the lab uses as they are: nodes that stay ready. */
const ownStages = [
  'node/fast/node-initialize.yaml',
  'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
  'pod/fast/pod-complete.yaml',
  'pod/fast/pod-delete.yaml',
  'pod/fast/pod-ready.yaml',
];

/** KWOK's stages as one file. */
export async function kwokStages(kwokModule: string): Promise<string> {
  const texts = await Promise.all(
    ownStages.map(path =>
      readFile(join(kwokModule, 'kustomize/stage', path), 'utf8'),
    ),
  );
  return texts.join('\n---\n');
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
