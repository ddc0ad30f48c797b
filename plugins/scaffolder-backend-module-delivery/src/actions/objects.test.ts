import { resourceKinds } from '@slipway/plugin-delivery-node';
import { planObject } from '@slipway/plugin-wiring-node';
import { launch, workspaceFiles } from '../__testUtils__/launchSteps';
import { World } from '../__testUtils__/World';

const labels = {
  'app.kubernetes.io/managed-by': 'slipway',
  'backstage.io/kubernetes-id': 'payments',
};
const manifest = (spec: object) => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name: 'x', labels },
  spec,
});

describe('planObject', () => {
  it.each([
    ['not there', undefined, { a: 1 }, 'create'],
    ['equal', { a: 1 }, { a: 1 }, 'unchanged'],
    ['fields of others stay', { a: 1, b: 2 }, { a: 1 }, 'unchanged'],
    ['another value', { a: { b: 1 } }, { a: { b: 2 } }, 'spec.a.b'],
    ['a longer list', { a: [1, 2] }, { a: [1] }, 'spec.a'],
    ['another element', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, 'spec.a'],
    ['an empty list that the API leaves out', {}, { a: [] }, 'spec.a'],
    ['what is to be gone', { a: 1, gone: {} }, { a: 1 }, 'spec.gone'],
  ])('%s', (_, current, wanted, expected) => {
    const plan = planObject(
      current && manifest(current),
      manifest(wanted),
      expected === 'spec.gone' ? { removed: [['spec', 'gone']] } : {},
    );
    expect(plan.kind === 'update' ? plan.why : plan.kind).toBe(expected);
  });
  it("refuses another service's, and what nobody owns unless it may adopt", () => {
    const of = (other: Record<string, string>) => ({
      ...manifest({}),
      metadata: { name: 'x', labels: other },
    });
    expect(() =>
      planObject(
        of({ ...labels, 'backstage.io/kubernetes-id': 'orders' }),
        manifest({}),
      ),
    ).toThrow('belongs to the service orders');
    expect(() => planObject(of({}), manifest({}))).toThrow(
      'was not made by Slipway',
    );
    expect(planObject(of({}), manifest({}), { adopt: true }).kind).toBe(
      'update',
    );
  });
});

describe('objects of a launch', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
    world.writeFiles(workspaceFiles);
    await launch(world);
  });
  afterEach(() => world.stop());
  const application = (name: string) =>
    world.clusters.main.get({
      resource: resourceKinds.application,
      namespace: 'argocd',
      name,
    });

  it('an environment on another cluster is named as Argo CD knows it', async () => {
    await expect(application('payments-production')).resolves.toMatchObject({
      spec: {
        destination: {
          server: 'https://second.example.com',
          namespace: 'payments-production',
        },
        source: { path: 'overlays/production' },
      },
    });
    await expect(application('payments-dev')).resolves.toMatchObject({
      spec: { destination: { server: 'https://kubernetes.default.svc' } },
    });
  });

  it('the AppProject allows its repository and namespaces only', async () => {
    const { spec } = (await world.clusters.main.get({
      resource: resourceKinds.appProject,
      namespace: 'argocd',
      name: 'payments',
    })) as any;
    expect(spec.sourceRepos).toEqual([
      `${world.gitlab.baseUrl}/acme/payments-gitops.git`,
    ]);
    expect(spec.destinations).toHaveLength(3);
    expect(JSON.stringify(spec)).not.toContain('"*"');
  });

  it('T18: an Application holds no image tag, and stays as it is', async () => {
    expect(JSON.stringify(await application('payments-dev'))).not.toContain(
      'newTag',
    );
  });

  it('drift is put right, and named', async () => {
    await world.clusters.main.mergePatch(
      {
        resource: resourceKinds.application,
        namespace: 'argocd',
        name: 'payments-dev',
      },
      { spec: { source: { targetRevision: 'other' } } },
    );
    await expect(
      world.run('delivery:argocd-application:ensure', {
        service: 'payments',
        environment: 'dev',
      }),
    ).resolves.toMatchObject({ result: 'updated' });
    expect(world.logs.at(-1)).toBe(
      'updated    Application argocd/payments-dev on main (spec.source.targetRevision)',
    );
  });

  it('T17: follows a chart with a file of values for each environment, and an overlay again', async () => {
    await world.run('delivery:argocd-application:ensure', {
      service: 'payments',
      path: 'chart',
      valueFiles: ['values-{{environment}}.yaml', '../shared.yaml'],
    });
    expect(await application('payments-staging')).toMatchObject({
      spec: {
        source: {
          path: 'chart',
          helm: { valueFiles: ['values-staging.yaml', '../shared.yaml'] },
        },
      },
    });
    await world.run('delivery:argocd-application:ensure', {
      service: 'payments',
    });
    const again = await application('payments-staging');
    expect(again).toMatchObject({
      spec: { source: { path: 'overlays/staging' } },
    });
    expect(JSON.stringify(again)).not.toContain('helm');
  });

  it('an environment that has become manual stops syncing by itself', async () => {
    world.config.environments[1] = {
      ...world.config.environments[1],
      sync: 'manual',
    };
    await world.run('delivery:argocd-application:ensure', {
      service: 'payments',
    });
    expect(JSON.stringify(await application('payments-staging'))).not.toContain(
      'automated',
    );
  });

  it('says which environments and Argo CDs there are', async () => {
    await expect(
      world.run('delivery:namespace:ensure', {
        service: 'payments',
        environment: 'qa',
      }),
    ).rejects.toThrow(
      'no environment "qa" under delivery.environments (there are: dev, staging, production)',
    );
    world.config.argocd[0].destinations = {};
    await expect(
      world.run('delivery:argocd-project:ensure', { service: 'payments' }),
    ).rejects.toThrow('add its server URL as destinations.second');
  });
});
