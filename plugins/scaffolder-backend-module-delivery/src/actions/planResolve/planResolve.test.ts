import { resourceKinds } from '@slipway/plugin-delivery-node';
import { World } from '../../__testUtils__/World';

describe('delivery:plan:resolve', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
  });
  afterEach(() => world.stop());
  const run = (fields = {}) =>
    world.run('delivery:plan:resolve', { name: 'payments', ...fields });

  it('gives every name and address, so that a template has none', async () => {
    const { host, baseUrl } = world.gitlab;
    await expect(run()).resolves.toMatchObject({
      service: 'payments',
      host,
      group: 'acme',
      appRepository: 'acme/payments',
      appUrl: `${baseUrl}/acme/payments`,
      gitopsRepoUrl: `${host}?owner=acme&repo=payments-gitops`,
      image: `${host}/acme/payments`,
      entityRef: 'component:default/payments',
      argocdSelector: 'backstage.io/kubernetes-id=payments',
      namespaces: { dev: 'payments-dev', production: 'payments-production' },
      environments: [
        { name: 'dev', application: 'payments-dev', sync: 'automatic' },
        { name: 'staging' },
        { name: 'production', cluster: 'second', sync: 'manual' },
      ],
    });
    expect(world.gitlab.writes).toEqual([]);
  });

  it('tells everything that is wrong at once, before anything is made', async () => {
    world.gitlab.state.addProject('acme/payments');
    world.clusters.second.withdraw(resourceKinds.rollout);
    world.entities = [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'payments',
          annotations: { 'gitlab.com/project-slug': 'other/payments' },
        },
      },
    ];
    const error = await run({
      owner: 'group:default/nobody',
      environments: ['dev', 'prod'],
    }).catch(e => e);
    expect(error.name).toBe('InputError');
    for (const problem of [
      'the template is for the environments dev, prod',
      'acme/payments is there already and was not made by Slipway',
      'the catalog has no group:default/nobody to own it',
      'of the repository other/payments; choose another name',
      'The cluster second does not serve Rollout of Argo Rollouts.',
      'Install Argo Rollouts with its CRDs in second.',
    ]) {
      expect(error.message).toContain(problem);
    }
  });

  it('leaves to the preflight that comes next what that looks at', async () => {
    world.gitlab.state.addProject('acme/payments');
    await expect(run({ thenPreflight: true })).resolves.toMatchObject({
      service: 'payments',
    });
  });

  it('stops when it could not find out what would stop the launch later', async () => {
    world.clusters.second.failNext(new Error('out of order'), 'served');
    await expect(run()).rejects.toThrow(
      'second: It could not be found out: out of order.',
    );
  });

  it.each([
    ['Payments', 'cannot be the name of a service'],
    ['payments-gitops', 'is what the GitOps repository of payments is called'],
  ])('refuses the name %s', async (name, message) => {
    await expect(run({ name })).rejects.toThrow(message);
  });

  it('refuses a template that is made for another kind of forge, and says where that is set', async () => {
    await expect(run({ forge: 'github' })).rejects.toThrow(
      `the template is for GitHub, and ${world.gitlab.host} is a GitLab; delivery.launch.github says where things go`,
    );
    await expect(run({ forge: 'gitlab' })).resolves.toMatchObject({
      group: 'acme',
    });
  });

  it('looks for Argo Rollouts only where the template needs it', async () => {
    world.clusters.second.withdraw(resourceKinds.rollout);
    await expect(run({ workload: 'Deployment' })).resolves.toMatchObject({
      service: 'payments',
    });
    await expect(run()).rejects.toThrow('Install Argo Rollouts');
  });

  it('T09: refuses a registry that the nodes cannot reach', async () => {
    world.config = { ...world.config, clusters: {} };
    await expect(run()).rejects.toThrow(
      /The registry is 127\.0\.0\.1:\d+, which in the cluster/,
    );
  });
});
