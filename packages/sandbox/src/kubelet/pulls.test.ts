import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { isPodReady } from './pods/podConditions.ts';
import {
  canary,
  nothing,
  startTestKubelet,
  until,
} from './testing/startTestKubelet.ts';

describe('pulls on the kubelet twin', () => {
  const { store, log, newNamespace, deploy, pods, events, container, stop } =
    startTestKubelet();
  after(stop);

  const pullSecret = (namespace: string, password: string) =>
    store.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'registry', namespace },
      type: 'kubernetes.io/dockerconfigjson',
      stringData: {
        '.dockerconfigjson': JSON.stringify({
          auths: {
            'registry.local': {
              auth: Buffer.from(`robot:${password}`).toString('base64'),
            },
          },
        }),
      },
    });
  const withSecret = { imagePullSecrets: [{ name: 'registry' }] };

  const pulls: Array<{
    rule: string;
    image: string;
    password?: string;
    pod?: object;
    message: RegExp | undefined;
  }> = [
    {
      rule: 'a private image needs a pull secret',
      image: 'registry.local/private:1',
      message:
        /pull access denied, repository does not exist or may require authorization/,
    },
    {
      rule: 'a pull secret with wrong credentials is told apart from none',
      image: 'registry.local/private:1',
      password: 'wrong',
      pod: withSecret,
      message:
        /failed to authorize: failed to fetch oauth token: .*401 Unauthorized/,
    },
    {
      rule: 'a pull secret with the right credentials pulls',
      image: 'registry.local/private:1',
      password: canary,
      pod: withSecret,
      message: undefined,
    },
    {
      rule: 'a tag that is not there is not found',
      image: 'registry.local/web:missing',
      message: /registry\.local\/web:missing: not found$/,
    },
    {
      rule: 'a registry on loopback that nobody knows refuses the connection',
      image: 'localhost:5005/acme/web:1',
      message: /dial tcp 127\.0\.0\.1:5005: connect: connection refused/,
    },
    {
      rule: 'an image of a registry outside is pulled',
      image: 'docker.io/library/busybox:1.36',
      message: undefined,
    },
  ];
  for (const { rule, image, password, pod, message } of pulls) {
    it(rule, async () => {
      const namespace = await newNamespace();
      if (password) {
        pullSecret(namespace, password);
      }
      deploy(namespace, image, { pod });
      if (!message) {
        await until(() => isPodReady(pods(namespace)[0] ?? nothing));
        return;
      }
      const reasons = new Set<string>();
      const waiting = await until(() => {
        const state = container(pods(namespace)[0])?.state.waiting;
        if (state) {
          reasons.add(state.reason);
        }
        return state?.reason === 'ImagePullBackOff' && state;
      });
      assert.match(waiting.message, message);
      assert.match(
        waiting.message,
        /^Back-off pulling image ".*": ErrImagePull: /,
      );
      assert.ok(reasons.has('ErrImagePull'));
      const failed = events(namespace, 'Failed').map(event => event.message);
      assert.ok(failed.some(text => text.startsWith('Failed to pull image')));
      assert.ok(failed.includes('Error: ErrImagePull'));
      assert.ok(failed.includes('Error: ImagePullBackOff'));
    });
  }

  it('a pull secret that comes later mends the pod by itself', async () => {
    const namespace = await newNamespace();
    deploy(namespace, 'registry.local/private:1', { pod: withSecret });
    await until(
      () => events(namespace, 'FailedToRetrieveImagePullSecret').length > 0,
    );
    pullSecret(namespace, canary);
    await until(() => isPodReady(pods(namespace)[0]));
  });

  it('no credential of a pull secret is in any log, event or pod', () => {
    const encoded = Buffer.from(`robot:${canary}`).toString('base64');
    const told = JSON.stringify([
      log,
      store.list('v1', 'Event'),
      store.list('v1', 'Pod'),
    ]);
    assert.ok(!told.includes(canary));
    assert.ok(!told.includes(encoded));
    assert.ok(!told.includes(Buffer.from(canary).toString('base64')));
  });
});
