import assert from 'node:assert/strict';
import type { ContractCase } from '../../../sandbox/src/kubernetes/contract/index.ts';
import { conditionOf, crashLoops, isUnready, podCase } from './podCase.ts';

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
  podCase(
    'an image whose registry refuses the credential is ImagePullBackOff',
    '1-denied',
    (status, container) => {
      assert.equal(status.phase, 'Pending');
      isUnready(status);
      assert.equal(container.state.waiting?.reason, 'ImagePullBackOff');
      assert.match(
        container.state.waiting.message,
        /^Back-off pulling image "registry\.local\/web:1-denied": ErrImagePull: failed to pull and unpack image .*: pull access denied, .*authorization failed$/,
      );
    },
  ),
  podCase(
    'a pod that starts slowly runs before it is ready',
    '1-slow',
    (status, container) => {
      assert.equal(status.phase, 'Running');
      assert.equal(conditionOf(status, 'Ready')?.status, 'True');
      assert.equal(container.ready, true);
    },
    {
      first: (status, container) => {
        assert.equal(status.phase, 'Running');
        isUnready(status);
        assert.ok(container.state?.running);
      },
    },
  ),
  podCase(
    'a pod that its node throws out has failed, with the reason',
    '1-evicted',
    status => {
      assert.equal(status.phase, 'Failed');
      assert.equal(status.reason, 'Evicted');
      assert.match(status.message, /^The node was low on resource: memory\./);
    },
    { first: status => assert.equal(status.phase, 'Running') },
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
    'the pod of a Job that ends well has succeeded',
    '1',
    (status, container) => {
      assert.equal(status.phase, 'Succeeded');
      assert.equal(container.state.terminated?.exitCode, 0);
      assert.equal(container.state.terminated?.reason, 'Completed');
    },
    { ofJob: true },
  ),
  podCase(
    'the pod of a Job that crashes has failed',
    '1-crash',
    (status, container) => {
      assert.equal(status.phase, 'Failed');
      assert.equal(container.state.terminated?.exitCode, 1);
      assert.equal(container.state.terminated?.reason, 'Error');
    },
    { ofJob: true },
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
