import { resourceKinds } from '@slipway/plugin-delivery-node';
import { MemoryLedger } from '@slipway/plugin-wiring-node';
import { launchSteps, workspaceFiles } from '../__testUtils__/launchSteps';
import { leftIn, takeBackWorld } from '../__testUtils__/takeBackWorld';
import { World } from '../__testUtils__/World';

const id = 'delivery:argocd-applicationset:ensure';
const single = 'delivery:argocd-application:ensure';
const input = { service: 'payments' };

describe('an ApplicationSet for the environments', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    world.ledger = new MemoryLedger('one');
    await world.start();
    world.writeFiles(workspaceFiles);
    for (const [action, given] of launchSteps(world)) {
      if (action !== single) {
        await world.run(action, given);
      }
    }
  });
  afterEach(() => world.stop());

  const application = (name: string) =>
    world.clusters.main.get({
      resource: resourceKinds.application,
      namespace: 'argocd',
      name,
    });
  const specs = async () =>
    Promise.all(
      ['payments-dev', 'payments-staging', 'payments-production'].map(
        async name => (await application(name)).spec,
      ),
    );

  it('makes the very Applications that are made one by one, then changes nothing', async () => {
    await expect(world.run(id, input)).resolves.toMatchObject({
      result: 'created',
      applicationSet: 'payments',
      items: [
        { what: 'ApplicationSet', result: 'created' },
        { what: 'Application', result: 'created' },
        { what: 'Application', result: 'created' },
        { what: 'Application', result: 'created' },
      ],
    });
    const bySet = await specs();
    await expect(world.run(id, input)).resolves.toMatchObject({
      result: 'unchanged',
    });
    await expect(world.run(single, input)).resolves.toMatchObject({
      result: 'unchanged',
    });
    expect(bySet[2]).toMatchObject({
      syncPolicy: { syncOptions: ['ServerSideApply=true'] },
      destination: { server: 'https://second.example.com' },
    });
    expect(JSON.stringify(bySet[2])).not.toContain('automated');
  });

  it('takes over Applications that Slipway has made, as they are', async () => {
    await world.run(single, input);
    const before = await specs();
    const outputs = await world.run(id, input);
    expect(outputs.items.slice(1)).toMatchObject([
      { result: 'updated' },
      { result: 'updated' },
      { result: 'updated' },
    ]);
    expect(await specs()).toEqual(before);
    expect(world.logs.join('\n')).toContain('the ApplicationSet takes it over');
  });

  it.each([
    [
      'which nobody knows',
      { labels: {} },
      'The Application payments-staging in the namespace argocd was not made by Slipway',
    ],
    [
      'of another service',
      { labels: { 'backstage.io/kubernetes-id': 'orders' } },
      'belongs to the service orders',
    ],
    [
      'of another ApplicationSet',
      {
        ownerReferences: [
          {
            apiVersion: 'argoproj.io/v1alpha1',
            kind: 'ApplicationSet',
            name: 'theirs',
            uid: 'another',
            controller: true,
          },
        ],
      },
      'belongs to the ApplicationSet theirs',
    ],
    [
      'which is on its way out',
      { deletionTimestamp: '2026-01-01T00:00:00Z' },
      'is on its way out',
    ],
  ])(
    'refuses an Application %s, before anything is made',
    async (_, change, words) => {
      await world.run(single, input);
      const theirs = await application('payments-staging');
      world.clusters.main.put({
        ...theirs,
        metadata: { ...theirs.metadata, ...change } as never,
      });
      await expect(world.run(id, input)).rejects.toThrow(words);
      await expect(
        world.clusters.main.list(resourceKinds.applicationSet),
      ).resolves.toEqual([]);
    },
  );

  it('asks for the AppProject first, without which the controller would wait three minutes', async () => {
    world.clusters.main.remove({
      resource: resourceKinds.appProject,
      namespace: 'argocd',
      name: 'payments',
    });
    await expect(world.run(id, input)).rejects.toThrow(
      'There is no AppProject argocd/payments on main',
    );
  });

  it('says so when the controller makes nothing, with its own words', async () => {
    await world.run(id, input);
    const set = await world.clusters.main.get({
      resource: resourceKinds.applicationSet,
      namespace: 'argocd',
      name: 'payments',
    });
    world.clusters.main.store.subscribe(({ type, object }) => {
      if (object.kind === 'Application' && type !== 'DELETED') {
        world.clusters.main.remove({
          resource: resourceKinds.application,
          namespace: 'argocd',
          name: object.metadata.name,
        });
      }
    });
    world.clusters.main.put({
      ...set,
      status: {
        conditions: [
          { type: 'ErrorOccurred', status: 'True', message: 'it cannot' },
        ],
      },
    });
    await expect(world.run(id, input)).rejects.toThrow(
      /After 60 s still waiting for the ApplicationSet payments to make payments-dev \(it says: it cannot\)/,
    );
  });

  it('is taken back with its Applications, the set first', async () => {
    await world.run(id, input);
    world.logs.length = 0;
    await takeBackWorld(world);
    expect(leftIn(world)).toEqual([]);
    expect(world.logs.filter(line => line.includes('Application'))).toEqual([
      'taken back ApplicationSet argocd/payments on main',
      'taken back Application argocd/payments-dev on main',
      'taken back Application argocd/payments-staging on main',
      'taken back Application argocd/payments-production on main',
    ]);
  });

  it('stays with its Applications when people have changed it', async () => {
    await world.run(id, input);
    await world.clusters.main.mergePatch(
      {
        resource: resourceKinds.applicationSet,
        namespace: 'argocd',
        name: 'payments',
      },
      { spec: { strategy: { type: 'RollingSync' } } },
    );
    await takeBackWorld(world);
    expect(leftIn(world)).toEqual(
      expect.arrayContaining([
        'ApplicationSet payments on main',
        'Application payments-dev on main',
        'AppProject payments on main',
      ]),
    );
  });
});
