import { FakeClusterClient } from '@slipway/plugin-delivery-node/testUtils';
import { NotAllowedError } from '@backstage/errors';
import { findOccupants, isOthers } from './findOccupants';

const place = {
  namespace: 'payments-dev',
  service: 'payments',
  applications: ['payments-dev'],
};

const object = (
  kind: string,
  metadata: Record<string, unknown> = {},
  fields: Record<string, unknown> = {},
) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'it', namespace: 'payments-dev', ...metadata },
  ...fields,
});

describe('isOthers', () => {
  it.each<[string, ReturnType<typeof object>, boolean]>([
    ['an object of nobody known', object('Service'), true],
    [
      'one of Slipway’s for this service',
      object('Secret', {
        labels: { 'backstage.io/kubernetes-id': 'payments' },
      }),
      false,
    ],
    [
      'one of Slipway’s for another service',
      object('Secret', { labels: { 'backstage.io/kubernetes-id': 'orders' } }),
      true,
    ],
    [
      'what Argo CD has deployed for the service, by its annotation',
      object('Service', {
        annotations: {
          'argocd.argoproj.io/tracking-id':
            'payments-dev:/Service:payments-dev/payments',
        },
      }),
      false,
    ],
    [
      'the same from an Application in a namespace of its own',
      object('Service', {
        annotations: {
          'argocd.argoproj.io/tracking-id':
            'apps_payments-dev:/Service:payments-dev/payments',
        },
      }),
      false,
    ],
    [
      'what Argo CD has deployed for others',
      object('Service', {
        annotations: {
          'argocd.argoproj.io/tracking-id': 'orders-dev:/Service:x/y',
        },
      }),
      true,
    ],
    [
      'what an owner will take with it',
      object('Pod', {
        ownerReferences: [
          { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'u' },
        ],
      }),
      false,
    ],
    [
      'what Kubernetes puts into every namespace',
      object('ConfigMap', { name: 'kube-root-ca.crt' }),
      false,
    ],
    [
      'the token of a service account',
      object('Secret', {}, { type: 'kubernetes.io/service-account-token' }),
      false,
    ],
  ])('%s', (_, one, expected) => {
    expect(isOthers(one as never, place)).toBe(expected);
  });
});

describe('findOccupants', () => {
  it('names what others have in this namespace, and not in another', async () => {
    const cluster = new FakeClusterClient();
    cluster.put(object('ConfigMap', { name: 'theirs' }) as never);
    cluster.put(object('ConfigMap', { name: 'far', namespace: 'x' }) as never);
    expect(await findOccupants(cluster, place)).toEqual(['ConfigMap theirs']);
  });

  it('does not take what it may not see for empty', async () => {
    const cluster = new FakeClusterClient();
    cluster.failNext(new NotAllowedError('may not list secrets'), 'list');
    await expect(findOccupants(cluster, place)).rejects.toThrow('may not list');
  });
});
