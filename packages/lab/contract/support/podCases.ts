import assert from 'node:assert/strict';
import type {
  ContractCase,
  ContractClient,
} from '../../../sandbox/src/kubernetes/contract/index.ts';
import {
  eventually,
  expectStatus,
  inNamespace,
} from '../../../sandbox/src/kubernetes/contract/helpers.ts';

/** A pod with this tag, and what is to be seen of it after a while. */
function podCase(
  name: string,
  tag: string,
  check: (status: any, container: any) => void,
  pod: { spec?: object; annotations?: Record<string, string> } = {},
): ContractCase {
  return {
    name,
    run: client =>
      inNamespace(client, async namespace => {
        await createPod(client, namespace, tag, pod);
        await eventually(async () => {
          const { body } = expectStatus(
            await client.request(
              'GET',
              `/api/v1/namespaces/${namespace}/pods/p`,
            ),
            200,
          );
          check(body.status, body.status.containerStatuses?.[0] ?? {});
        });
      }),
  };
}

async function createPod(
  client: ContractClient,
  namespace: string,
  tag: string,
  pod: { spec?: object; annotations?: Record<string, string> },
): Promise<void> {
  const response = await client.request(
    'POST',
    `/api/v1/namespaces/${namespace}/pods`,
    {
      body: {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p', annotations: pod.annotations },
        spec: {
          containers: [{ name: 'web', image: `registry.local/web:${tag}` }],
          ...pod.spec,
        },
      },
    },
  );
  expectStatus(response, 201);
}

function conditionOf(status: any, type: string) {
  return status.conditions?.find((condition: any) => condition.type === type);
}

function isUnready(status: any): void {
  assert.equal(conditionOf(status, 'Ready')?.status, 'False');
  assert.equal(conditionOf(status, 'Ready')?.reason, 'ContainersNotReady');
  assert.equal(
    conditionOf(status, 'Ready')?.message,
    'containers with unready status: [web]',
  );
}

function crashLoops(exitCode: number, reason: string) {
  return (status: any, container: any) => {
    assert.equal(status.phase, 'Running');
    isUnready(status);
    assert.equal(container.state.waiting?.reason, 'CrashLoopBackOff');
    assert.match(
      container.state.waiting.message,
      /^back-off .*s restarting failed container=web pod=p_/,
    );
    assert.equal(container.lastState.terminated.exitCode, exitCode);
    assert.equal(container.lastState.terminated.reason, reason);
    assert.ok(container.restartCount >= 1);
  };
}

/** How pods fail, on the nodes of the sandbox and on those of the lab. */
export const podCases: ContractCase[] = [
  podCase('a pod that is asked for nothing becomes ready', '1', status => {
    assert.equal(status.phase, 'Running');
    assert.equal(conditionOf(status, 'Ready')?.status, 'True');
  }),
  podCase(
    'an image that is not there is ImagePullBackOff',
    'broken',
    (status, container) => {
      assert.equal(status.phase, 'Pending');
      isUnready(status);
      assert.equal(container.state.waiting?.reason, 'ImagePullBackOff');
      assert.match(
        container.state.waiting.message,
        /^Back-off pulling image "registry\.local\/web:broken": ErrImagePull: .*not found$/,
      );
    },
  ),
  podCase('a pod that crashes is in a loop', '1-crash', crashLoops(1, 'Error')),
  podCase(
    'a pod that is killed for its memory is in a loop',
    '1-oom',
    crashLoops(137, 'OOMKilled'),
  ),
  podCase(
    'a pod that never gets ready runs',
    '1-unready',
    (status, container) => {
      assert.equal(status.phase, 'Running');
      isUnready(status);
      assert.ok(container.state.running);
    },
  ),
  podCase(
    'a pod that is not started again and crashes has failed',
    '1-crash',
    (status, container) => {
      assert.equal(status.phase, 'Failed');
      assert.equal(container.state.terminated?.exitCode, 1);
      assert.equal(container.restartCount, 0);
    },
    { spec: { restartPolicy: 'Never' } },
  ),
  podCase(
    'an annotation asks for a behaviour, too',
    '1',
    crashLoops(137, 'OOMKilled'),
    { annotations: { 'sandbox.slipway.dev/behaviour': 'oom' } },
  ),
  podCase(
    'a pod that asks for more than there is finds no node',
    '1',
    status => {
      assert.equal(status.phase, 'Pending');
      const scheduled = conditionOf(status, 'PodScheduled');
      assert.equal(scheduled?.status, 'False');
      assert.equal(scheduled?.reason, 'Unschedulable');
      assert.match(
        scheduled?.message,
        /^0\/(\d+) nodes are available: \1 Insufficient cpu\./,
      );
    },
    {
      spec: {
        containers: [
          {
            name: 'web',
            image: 'registry.local/web:1',
            resources: { requests: { cpu: '1000' } },
          },
        ],
      },
    },
  ),
];
