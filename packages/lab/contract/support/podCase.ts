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

interface PodOptions {
  spec?: object;
  annotations?: Record<string, string>;
  /** The pod is that of a Job. */
  ofJob?: true;
}

/** A pod with this tag, and what is to be seen of it after a while. */
export function podCase(
  name: string,
  tag: string,
  check: (status: any, container: any) => void,
  pod: PodOptions & {
    /** What is to be seen before that. */
    first?: (status: any, container: any) => void;
  } = {},
): ContractCase {
  return {
    name,
    run: client =>
      inNamespace(client, async namespace => {
        await createPod(client, namespace, tag, pod);
        for (const seen of [pod.first, check].filter(each => !!each)) {
          await eventually(async () => {
            const { body } = expectStatus(
              await client.request(
                'GET',
                `/api/v1/namespaces/${namespace}/pods`,
              ),
              200,
            );
            const [{ status }] = body.items;
            seen(status, status.containerStatuses?.[0] ?? {});
          }, 60_000);
        }
      }),
  };
}

async function createPod(
  client: ContractClient,
  namespace: string,
  tag: string,
  pod: PodOptions,
): Promise<void> {
  const template = {
    metadata: { annotations: pod.annotations },
    spec: {
      containers: [{ name: 'web', image: `registry.local/web:${tag}` }],
      ...pod.spec,
    },
  };
  const object = pod.ofJob
    ? {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'p' },
        spec: {
          backoffLimit: 0,
          template: {
            ...template,
            spec: { ...template.spec, restartPolicy: 'Never' },
          },
        },
      }
    : {
        ...template,
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { ...template.metadata, name: 'p' },
      };
  const response = await client.request(
    'POST',
    pod.ofJob
      ? `/apis/batch/v1/namespaces/${namespace}/jobs`
      : `/api/v1/namespaces/${namespace}/pods`,
    { body: object },
  );
  expectStatus(response, 201);
}

export function conditionOf(status: any, type: string) {
  return status.conditions?.find((condition: any) => condition.type === type);
}

export function isUnready(status: any): void {
  assert.equal(conditionOf(status, 'Ready')?.status, 'False');
  assert.equal(conditionOf(status, 'Ready')?.reason, 'ContainersNotReady');
  assert.equal(
    conditionOf(status, 'Ready')?.message,
    'containers with unready status: [web]',
  );
}

export function crashLoops(exitCode: number, reason: string) {
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
