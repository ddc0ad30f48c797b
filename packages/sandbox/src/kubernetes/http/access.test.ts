import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startTestCluster } from '../testing/startTestCluster.ts';
import type { Subject } from './Subject.ts';

const viewer: Subject = {
  name: 'viewer',
  rules: [
    {
      verbs: ['get', 'list', 'watch'],
      groups: ['', 'argoproj.io'],
      resources: ['pods', 'rollouts'],
      namespaces: ['default'],
    },
    {
      verbs: ['patch'],
      groups: ['argoproj.io'],
      resources: ['rollouts/status'],
    },
  ],
};

const cases: Array<
  [method: string, path: string, message: string | undefined]
> = [
  ['GET', '/api/v1/namespaces/default/pods', undefined],
  [
    'GET',
    '/api/v1/namespaces/default/secrets',
    'secrets is forbidden: User "viewer" cannot list resource "secrets" in API group "" in the namespace "default"',
  ],
  [
    'GET',
    '/api/v1/namespaces/default/secrets/token',
    'secrets "token" is forbidden: User "viewer" cannot get resource "secrets" in API group "" in the namespace "default"',
  ],
  [
    'GET',
    '/api/v1/pods',
    'pods is forbidden: User "viewer" cannot list resource "pods" in API group "" at the cluster scope',
  ],
  [
    'GET',
    '/api/v1/namespaces/other/pods?watch=true',
    'pods is forbidden: User "viewer" cannot watch resource "pods" in API group "" in the namespace "other"',
  ],
  [
    'DELETE',
    '/apis/argoproj.io/v1alpha1/namespaces/default/rollouts/web',
    'rollouts.argoproj.io "web" is forbidden: User "viewer" cannot delete resource "rollouts" in API group "argoproj.io" in the namespace "default"',
  ],
  [
    'PUT',
    '/apis/argoproj.io/v1alpha1/namespaces/default/rollouts/web/status',
    'rollouts.argoproj.io "web" is forbidden: User "viewer" cannot update resource "rollouts/status" in API group "argoproj.io" in the namespace "default"',
  ],
];

describe('access', () => {
  let cluster: Awaited<ReturnType<typeof startTestCluster>>;

  before(async () => {
    cluster = await startTestCluster({ subjects: [viewer] });
  });
  after(() => cluster.stop());

  for (const [method, path, message] of cases) {
    it(`${method} ${path} is ${
      message ? 'Forbidden' : 'allowed'
    }`, async () => {
      const { status, body } = await cluster
        .as('viewer')
        .request(method, path, method === 'PUT' ? { body: {} } : {});
      assert.equal(status, message ? 403 : 200);
      if (message) {
        assert.equal(body.message, message);
        assert.equal(body.reason, 'Forbidden');
      }
    });
  }

  it('version and health are open to everybody, discovery to those who are known', async () => {
    const anonymous = (path: string) => fetch(`${cluster.url}${path}`);
    assert.equal((await anonymous('/version')).status, 200);
    assert.equal(await (await anonymous('/readyz')).text(), 'ok');
    assert.equal((await anonymous('/apis')).status, 401);
  });

  it('a review of somebody else goes by their rules', async () => {
    const review = async (user: string) => {
      const { body } = await cluster.client.request(
        'POST',
        '/apis/authorization.k8s.io/v1/subjectaccessreviews',
        {
          body: {
            spec: {
              user,
              resourceAttributes: {
                verb: 'list',
                group: '',
                resource: 'pods',
                namespace: 'default',
              },
            },
          },
        },
      );
      return body.status.allowed;
    };
    assert.equal(await review('viewer'), true);
    assert.equal(await review('nobody'), false);
  });

  it('a kind whose definition is deleted is no longer served', async () => {
    const definition =
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/experiments.argoproj.io';
    const path = '/apis/argoproj.io/v1alpha1/namespaces/default/experiments';
    const { body } = await cluster.client.request('GET', definition);
    assert.equal((await cluster.client.request('GET', path)).status, 200);
    await cluster.client.request('DELETE', definition);
    assert.equal((await cluster.client.request('GET', path)).status, 404);
    delete body.metadata.resourceVersion;
    await cluster.client.request(
      'POST',
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      { body },
    );
    assert.equal((await cluster.client.request('GET', path)).status, 200);
  });
});
