import { MemoryLedger, thingKey } from '@slipway/plugin-wiring-node';
import { launch, workspaceFiles } from '../__testUtils__/launchSteps';
import { leftIn, takeBackWorld } from '../__testUtils__/takeBackWorld';
import { World } from '../__testUtils__/World';

// Each draws up a whole world, and the machine may be busy.
jest.setTimeout(60_000);

describe('taking back a launch', () => {
  const worlds: World[] = [];
  const newWorld = async () => {
    const world = new World();
    world.ledger = new MemoryLedger('task');
    worlds.push(world);
    await world.start();
    world.writeFiles(workspaceFiles);
    return world;
  };
  const keptIn = (plan: Awaited<ReturnType<typeof takeBackWorld>>) =>
    plan.flatMap(step =>
      step.action === 'keep' ? [`${step.entry.name}: ${step.why.kind}`] : [],
    );
  afterEach(async () => {
    await Promise.all(worlds.splice(0).map(world => world.stop()));
  });

  it('leaves nothing of a launch that has ended', async () => {
    const world = await newWorld();
    await launch(world);
    expect(leftIn(world).length).toBeGreaterThan(20);
    const plan = await takeBackWorld(world);
    expect(leftIn(world)).toEqual([]);
    expect(keptIn(plan)).toEqual([]);
    expect([
      ...new Set([...world.ledger!.entries.values()].map(one => one.status)),
    ]).toEqual(['taken-back']);
  });

  it('knows every thing that the launch has made', async () => {
    const world = await newWorld();
    const outputs = await launch(world);
    const items = outputs.flatMap(({ items: own = [] }) => own);
    const known = [...world.ledger!.entries.values()].map(({ name }) => name);
    expect(new Set(known)).toEqual(
      new Set(items.map(({ name }: { name: string }) => name)),
    );
    expect(
      [...world.ledger!.entries.values()].map(({ status }) => status),
    ).toEqual(Array(known.length).fill('created'));
  });

  it('has no secret in the ledger', async () => {
    const world = await newWorld();
    await launch(world);
    const seen = JSON.stringify([...world.ledger!.entries]);
    expect(world.gitlab.state.secrets.length).toBeGreaterThanOrEqual(3);
    for (const secret of world.secrets()) {
      expect(seen).not.toContain(secret);
      expect(seen).not.toContain(Buffer.from(secret).toString('base64'));
    }
  });

  it('T35: leaves nothing, whichever call the launch broke off at', async () => {
    const smooth = await newWorld();
    await launch(smooth);
    const { calls } = smooth.crash;
    expect(calls).toBeGreaterThan(100);
    for (let n = 1; n <= calls; n++) {
      const world = await newWorld();
      world.crash.arm(n);
      await expect(launch(world)).rejects.toThrow();
      world.crash.mend();
      await takeBackWorld(world);
      expect({ n, left: leftIn(world) }).toEqual({ n, left: [] });
      await worlds.pop()!.stop();
    }
  }, 300_000);

  it('T35: leaves nothing, whichever call the taking back broke off at', async () => {
    const smooth = await newWorld();
    await launch(smooth);
    const before = smooth.crash.calls;
    await takeBackWorld(smooth);
    const calls = smooth.crash.calls - before;
    expect(calls).toBeGreaterThan(50);
    // Each needs a whole launch first: every third call is enough to have every kind of thing.
    for (let n = 1; n <= calls; n += 3) {
      const world = await newWorld();
      await launch(world);
      world.crash.arm(n);
      await expect(takeBackWorld(world)).rejects.toThrow();
      world.crash.mend();
      await takeBackWorld(world);
      expect({ n, left: leftIn(world) }).toEqual({ n, left: [] });
      await worlds.pop()!.stop();
    }
  }, 300_000);

  it('finds what a launch that was run again has made in both of its runs', async () => {
    const world = await newWorld();
    world.crash.arm(60);
    await expect(launch(world)).rejects.toThrow();
    world.crash.mend();
    world.ledger = world.ledger!.next('second');
    await launch(world);
    await takeBackWorld(world);
    expect(leftIn(world)).toEqual([]);
  });

  it('spares what an earlier launch made, when only the later one is taken back', async () => {
    const world = await newWorld();
    await launch(world);
    const before = leftIn(world);
    world.ledger = world.ledger!.next('second');
    await launch(world);
    await takeBackWorld(world, { covers: made => made === 'second' });
    expect(leftIn(world)).toEqual(before);
  });

  it('leaves what was adopted', async () => {
    const world = await newWorld();
    world.clusters.main.put({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'payments-dev' },
    });
    await launch(world);
    const plan = await takeBackWorld(world);
    expect(leftIn(world)).toEqual(['Namespace payments-dev on main']);
    expect(keptIn(plan)).toEqual(['payments-dev on main: adopted']);
  });

  it('keeps and names what people have changed, and takes it when asked', async () => {
    const world = await newWorld();
    await launch(world);
    const app = world.gitlab.state.project('acme/payments')!;
    world.gitlab.state.addCommit(app, 'Fix a bug', { 'fix.py': 'pass\n' });
    const plan = await takeBackWorld(world);
    expect(keptIn(plan)).toEqual([
      'acme/payments: in-repository',
      'acme/payments: commits',
    ]);
    expect(leftIn(world)).toEqual(['project acme/payments']);
    await takeBackWorld(world, {
      also: [
        thingKey({
          kind: 'repository',
          host: world.gitlab.host,
          path: 'acme/payments',
        }),
      ],
    });
    expect(leftIn(world)).toEqual([]);
  });

  it('names a variable and a hook that people have set otherwise', async () => {
    const world = await newWorld();
    await launch(world);
    const { variables, hooks } = world.gitlab.state;
    variables.find(({ key }) => key === 'GITOPS_REPOSITORY')!.description =
      'ours now';
    hooks[0].job_events = false;
    const plan = await takeBackWorld(world);
    expect(keptIn(plan)).toEqual([
      expect.stringMatching(/^acme\/payments to .*: edited$/),
      'GITOPS_REPOSITORY of acme/payments: edited',
    ]);
  });

  it('does not take the commits by which CI deploys for those of people', async () => {
    const world = await newWorld();
    await launch(world);
    const gitops = world.gitlab.state.project('acme/payments-gitops')!;
    world.gitlab.state.addCommit(
      gitops,
      'Deploy abc-1 to dev\n\nApp-Commit: abc\nPipeline: https://x\n',
      { 'overlays/dev/kustomization.yaml': 'images: [abc-1]\n' },
    );
    await takeBackWorld(world);
    expect(leftIn(world)).toEqual([]);
  });

  it('leaves a namespace in which others have put something', async () => {
    const world = await newWorld();
    await launch(world);
    world.clusters.main.put({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'theirs', namespace: 'payments-dev' },
    });
    const plan = await takeBackWorld(world);
    expect(keptIn(plan)).toEqual(['payments-dev on main: occupied']);
    expect(leftIn(world)).toEqual(['Namespace payments-dev on main']);
  });

  describe('of a repository that is not where it was', () => {
    it('one that has moved is named with its new place', async () => {
      const world = await newWorld();
      await launch(world);
      const app = world.gitlab.state.project('acme/payments')!;
      world.gitlab.state.moveProject(app, 'acme/checkout');
      const plan = await takeBackWorld(world);
      expect(plan.find(({ action }) => action === 'keep')).toBeDefined();
      expect(JSON.stringify(plan)).toContain(
        '{"kind":"moved","to":"acme/checkout"}',
      );
      expect(leftIn(world)).toEqual(['project acme/checkout']);
    });

    it('one that is archived is named, with all that cannot be changed in it', async () => {
      const world = await newWorld();
      await launch(world);
      world.gitlab.state.project('acme/payments')!.archived = true;
      const plan = await takeBackWorld(world);
      expect(keptIn(plan).filter(text => text.endsWith('archived'))).toContain(
        'acme/payments: archived',
      );
    });

    it('one that is marked for deletion is on its way already', async () => {
      const world = await newWorld();
      await launch(world);
      world.gitlab.state.project('acme/payments')!.marked_for_deletion_on =
        '2026-07-01';
      const plan = await takeBackWorld(world);
      expect(
        plan.find(
          ({ entry: { thing } }) =>
            thing.kind === 'repository' && thing.path === 'acme/payments',
        )?.action,
      ).toBe('gone');
    });
  });
});
