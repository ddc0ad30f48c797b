import { NotAllowedError } from '@backstage/errors';
import { KubernetesObject } from '@slipway/plugin-delivery-node';
import { FakeClusterClient } from '@slipway/plugin-delivery-node/testUtils';
import { compareManifests } from './compareManifests';
import { kindOfManifest } from './kindOfManifest';
import { presentManifests } from './presentManifests';

const deployment = (image: string): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'payments' },
  spec: { template: { spec: { containers: [{ name: 'app', image }] } } },
});
const service: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'payments', namespace: 'payments-dev' },
  spec: { ports: [{ port: 80 }] },
};
const namespaced = (object: KubernetesObject): KubernetesObject => ({
  ...object,
  metadata: { ...object.metadata, namespace: 'payments-dev', uid: '1' },
  status: { observedGeneration: 1 },
});

const compare = (
  client: FakeClusterClient,
  manifests: KubernetesObject[],
  application?: KubernetesObject,
) =>
  compareManifests(client, {
    manifests,
    namespace: 'payments-dev',
    application,
  });

describe('comparing manifests with a cluster', () => {
  it('tells what is new, what differs and what is as it is', async () => {
    const client = new FakeClusterClient();
    client.put(namespaced(deployment('payments:1')), namespaced(service));
    const compared = await compare(client, [
      deployment('payments:2'),
      service,
      { ...service, metadata: { name: 'new' } },
    ]);
    expect(compared.map(({ name, change }) => `${change} ${name}`)).toEqual([
      'updated Deployment payments-dev/payments',
      'unchanged Service payments-dev/payments',
      'created Service payments-dev/new',
    ]);
    expect(
      presentManifests({
        environment: 'dev',
        kind: 'rendered',
        yaml: '',
        compared: compared.slice(0, 2),
      }),
    ).toEqual([
      'Argo CD in dev: 1 would change, 1 unchanged',
      '    would change  Deployment payments-dev/payments',
      '             containers:',
      '               - name: app',
      '      -          image: payments:1',
      '      +          image: payments:2',
    ]);
  });

  it('names what is no longer in the manifests', async () => {
    const application: KubernetesObject = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'payments-dev' },
      status: {
        resources: [
          { kind: 'Service', namespace: 'payments-dev', name: 'payments' },
          { kind: 'Service', namespace: 'payments-dev', name: 'old' },
          { kind: 'Job', namespace: 'payments-dev', name: 'hook', hook: true },
          'broken',
        ],
      },
    };
    const compared = await compare(
      new FakeClusterClient(),
      [service],
      application,
    );
    expect(compared.map(({ name, change }) => `${change} ${name}`)).toEqual([
      'created Service payments-dev/payments',
      'left over Service payments-dev/old',
    ]);
  });

  it('says what the portal may not read, and goes on', async () => {
    const client = new FakeClusterClient();
    client.put(namespaced(service));
    client.failNext(new NotAllowedError('forbidden'), 'get');
    const compared = await compare(client, [deployment('payments:1'), service]);
    expect(compared.map(({ change }) => change)).toEqual([
      'not known',
      'unchanged',
    ]);
  });

  it('never shows what is in a Secret', async () => {
    const canary = Buffer.from('planted-CANARY').toString('base64');
    const secret = (value: string): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'db', namespace: 'payments-dev' },
      data: { password: value },
    });
    const client = new FakeClusterClient();
    client.put(secret(canary));
    for (const value of [canary, `${canary}AA`]) {
      const compared = await compare(client, [
        secret(value),
        { ...secret(value), metadata: { name: 'new' } },
      ]);
      const text = JSON.stringify(compared);
      expect(text).toContain('hidden');
      expect(text).not.toContain(canary.slice(0, 12));
    }
  });

  it.each([
    ['networking.k8s.io/v1', 'Ingress', 'ingresses', true],
    ['networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', true],
    ['gateway.networking.k8s.io/v1', 'Gateway', 'gateways', true],
    [
      'autoscaling/v2',
      'HorizontalPodAutoscaler',
      'horizontalpodautoscalers',
      true,
    ],
    ['v1', 'Endpoints', 'endpoints', true],
    ['v1', 'Namespace', 'namespaces', false],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', false],
    ['argoproj.io/v1alpha1', 'Rollout', 'rollouts', true],
  ])('%s %s is at %s', (apiVersion, kind, plural, isNamespaced) => {
    expect(kindOfManifest({ apiVersion, kind })).toEqual({
      apiVersion,
      kind,
      plural,
      namespaced: isNamespaced,
    });
  });
});
