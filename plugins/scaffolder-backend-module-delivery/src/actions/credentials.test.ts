import { resourceKinds } from '@slipway/plugin-delivery-node';
import { launch, workspaceFiles } from '../__testUtils__/launchSteps';
import { World } from '../__testUtils__/World';

describe('credentials in clusters', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
    world.writeFiles(workspaceFiles);
    await launch(world);
    world.gitlab.requests.length = 0;
  });
  afterEach(() => world.stop());
  const service = 'payments';
  const run = (id: string) => world.run(id, { service });
  const living = (name: string) =>
    world.gitlab.state.deployTokens.filter(
      token => token.name === name && !token.revoked,
    );
  const pullSecret = (namespace: string) => ({
    resource: resourceKinds.secret,
    namespace,
    name: 'payments-registry',
  });

  it('T10: every environment has a pull secret, on every cluster, with one token', async () => {
    for (const [cluster, namespace] of [
      ['main', 'payments-dev'],
      ['main', 'payments-staging'],
      ['second', 'payments-production'],
    ] as const) {
      await expect(
        world.clusters[cluster].get(pullSecret(namespace)),
      ).resolves.toMatchObject({ type: 'kubernetes.io/dockerconfigjson' });
    }
    expect(living('slipway-registry-pull')).toMatchObject([
      { scopes: ['read_registry'] },
    ]);
  });

  it('T08: a pull secret that the registry refuses is replaced, everywhere', async () => {
    living('slipway-registry-pull')[0].revoked = true;
    await expect(
      run('delivery:registry-credential:ensure'),
    ).resolves.toMatchObject({
      result: 'updated',
      items: [
        { what: 'pull credential', result: 'updated' },
        { result: 'updated' },
        { result: 'updated' },
        { result: 'updated' },
      ],
    });
    expect(living('slipway-registry-pull')).toHaveLength(1);
    await expect(
      run('delivery:registry-credential:ensure'),
    ).resolves.toMatchObject({ result: 'unchanged' });
  });

  it('a missing pull secret is copied from where one works, without a new token', async () => {
    await world.clusters.main.delete(pullSecret('payments-staging'));
    await expect(
      run('delivery:registry-credential:ensure'),
    ).resolves.toMatchObject({
      items: [
        { what: 'pull credential', result: 'unchanged' },
        { result: 'unchanged' },
        { result: 'created' },
        { result: 'unchanged' },
      ],
    });
    expect(world.gitlab.writes).toEqual([]);
  });

  it('a token that the registry does not take is taken back, and nothing is stored', async () => {
    living('slipway-registry-pull')[0].revoked = true;
    world.gitlab.state.registryRefuses = true;
    await expect(run('delivery:registry-credential:ensure')).rejects.toThrow(
      'The new deploy token slipway-registry-pull does not work: the registry',
    );
    expect(living('slipway-registry-pull')).toEqual([]);
  });

  it("T31: Argo CD's credential is tried against the repository, and replaced when it fails", async () => {
    living('slipway-argocd')[0].revoked = true;
    await expect(
      run('delivery:argocd-repository:ensure'),
    ).resolves.toMatchObject({ result: 'updated' });
    expect(
      world.gitlab.requests.some(
        ({ path, query }) =>
          path === '/acme/payments-gitops.git/info/refs' &&
          query.get('service') === 'git-upload-pack',
      ),
    ).toBe(true);
    expect(living('slipway-argocd')).toHaveLength(1);
    await expect(
      run('delivery:argocd-repository:ensure'),
    ).resolves.toMatchObject({ result: 'unchanged' });
  });

  it('T09: a loopback address is refused where the cluster is not on this machine', async () => {
    world.config = { ...world.config, clusters: {} };
    await expect(run('delivery:registry-credential:ensure')).rejects.toThrow(
      /inside the cluster main means the pod or node itself.*reachesLoopback/,
    );
    await expect(run('delivery:argocd-repository:ensure')).rejects.toThrow(
      /The GitOps repository is 127/,
    );
    await expect(run('delivery:argocd-application:ensure')).rejects.toThrow(
      /The GitOps repository is 127/,
    );
  });

  it.each([
    [
      'delivery:registry-credential:ensure',
      'payments-dev',
      'payments-registry',
    ],
    ['delivery:argocd-repository:ensure', 'argocd', 'repo-payments-gitops'],
  ])(
    "%s refuses somebody else's Secret before it mints",
    async (id, namespace, name) => {
      world.clusters.main.put({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name, namespace, labels: {} },
      });
      await expect(run(id)).rejects.toThrow('was not made by Slipway');
      expect(world.gitlab.writes).toEqual([]);
    },
  );
});
