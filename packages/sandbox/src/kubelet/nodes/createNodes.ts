import type { KubeletContext } from '../control/KubeletContext.ts';
import { timestamp } from '../control/timestamp.ts';

const capacity = { cpu: '16', memory: '64Gi', pods: '110' };

/** Makes the cluster's nodes, if they are not there yet. */
export function createNodes(
  context: KubeletContext,
  names: readonly string[],
): void {
  const { store, clock } = context;
  names.forEach((name, index) => {
    if (store.get({ apiVersion: 'v1', kind: 'Node', name })) {
      return;
    }
    const now = timestamp(clock.now());
    const node = store.create({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        labels: {
          'kubernetes.io/hostname': name,
          'kubernetes.io/os': 'linux',
          'kubernetes.io/arch': 'amd64',
        },
      },
      spec: {},
    });
    store.updateStatus({
      ...node,
      status: {
        addresses: [
          { type: 'InternalIP', address: `10.0.0.${index + 1}` },
          { type: 'Hostname', address: name },
        ],
        allocatable: capacity,
        capacity,
        conditions: [
          {
            type: 'Ready',
            status: 'True',
            reason: 'KubeletReady',
            message: 'kubelet is posting ready status',
            lastHeartbeatTime: now,
            lastTransitionTime: now,
          },
        ],
      },
    });
  });
}
