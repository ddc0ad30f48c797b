import {
  launch,
  launchSteps,
  workspaceFiles,
} from '../__testUtils__/launchSteps';
import { World } from '../__testUtils__/World';

describe('a launch', () => {
  const worlds: World[] = [];
  const newWorld = async () => {
    const world = new World();
    worlds.push(world);
    await world.start();
    world.writeFiles(workspaceFiles);
    return world;
  };
  const summaryOf = (world: World) =>
    JSON.parse(
      JSON.stringify(world.summary()).replaceAll(world.gitlab.host, 'HOST'),
    );
  afterEach(async () => {
    await Promise.all(worlds.splice(0).map(world => world.stop()));
  });

  it('creates everything, and a second run changes nothing', async () => {
    const world = await newWorld();
    const first = await launch(world);
    expect(first.slice(1).map(({ result }) => result)).toEqual(
      Array(12).fill('created'),
    );
    const before = summaryOf(world);
    const secrets = world.gitlab.state.secrets.length;
    world.gitlab.requests.length = 0;
    const second = await launch(world);
    expect(second.slice(1).map(({ result }) => result)).toEqual(
      Array(12).fill('unchanged'),
    );
    expect(world.gitlab.writes).toEqual([]);
    expect(summaryOf(world)).toEqual(before);
    expect(world.gitlab.state.secrets).toHaveLength(secrets);
  });

  it('makes what the parts rely on', async () => {
    const world = await newWorld();
    await launch(world);
    expect(summaryOf(world)).toMatchSnapshot();
  });

  it('a dry run says what would be done, and writes nothing', async () => {
    const world = await newWorld();
    const before = summaryOf(world);
    const outputs = await launch(world, { dryRun: true });
    expect(outputs.slice(1).map(({ result }) => result)).toEqual(
      Array(12).fill('created'),
    );
    expect(world.gitlab.writes).toEqual([]);
    expect(world.locations.size).toBe(0);
    expect(summaryOf(world)).toEqual(before);
    const said = world.logs.join('\n');
    expect(said).toContain(
      [
        'would be created  GitOps repository acme/payments-gitops',
        '    +description: What payments runs as',
        '    +visibility: private',
      ].join('\n'),
    );
    expect(said).not.toContain('\ncreated ');
    for (const secret of world.secrets()) {
      expect(said).not.toContain(secret);
    }
  });

  it('no secret is in logs, outputs, checkpoints or errors', async () => {
    const world = await newWorld();
    const outputs = await launch(world);
    world.gitlab.state.registryRefuses = true;
    const error = await world
      .run('delivery:registry-credential:ensure', { service: 'payments' })
      .catch(e => e);
    expect(error.name).toBe('NotAllowedError');
    const seen = JSON.stringify([
      outputs,
      world.logs,
      [...world.checkpoints],
      error.message,
      error.stack,
      // A credential is in Secrets and hidden variables, and nowhere else.
      world.gitlab.state.projects.map(({ files, ...project }) => [
        project,
        [...files.values()].map(({ content }) => content.toString()),
      ]),
      Object.values(world.clusters).map(({ store }) =>
        store
          .list({
            apiVersion: 'v1',
            kind: 'Secret',
            plural: 'secrets',
            namespaced: true,
          })
          .map(({ metadata }) => metadata),
      ),
    ]);
    expect(world.gitlab.state.secrets.length).toBeGreaterThanOrEqual(3);
    for (const secret of world.secrets()) {
      expect(seen).not.toContain(secret);
      expect(seen).not.toContain(Buffer.from(secret).toString('base64'));
    }
  });

  describe('T35: breaks off after any remote call, and is run again', () => {
    it('ends in the same state, whichever call it was', async () => {
      const smooth = await newWorld();
      await launch(smooth);
      const wanted = summaryOf(smooth);
      const calls = smooth.crash.calls;
      expect(calls).toBeGreaterThan(60);
      for (let n = 1; n <= calls; n++) {
        const world = await newWorld();
        world.crash.arm(n);
        await expect(launch(world)).rejects.toThrow();
        world.crash.mend();
        const outputs = await launch(world);
        expect({ n, state: summaryOf(world) }).toEqual({ n, state: wanted });
        expect(outputs).toHaveLength(13);
        // What is stored works: a third run finds nothing to do.
        const third = n % 10 === 0 ? (await launch(world)).slice(1) : [];
        expect(third.filter(({ result }) => result !== 'unchanged')).toEqual(
          [],
        );
        await worlds.pop()!.stop();
      }
    }, 240_000);

    it('a task that is recovered still says what it created', async () => {
      const world = await newWorld();
      const [id, input] = launchSteps(world)[1];
      world.crash.arm(3);
      await expect(world.run(id, input)).rejects.toThrow();
      world.crash.mend();
      const recovered = await world.run(id, input, { newTask: false });
      expect(recovered.items.map((item: any) => item.result)).toEqual([
        'created',
        'created',
      ]);
    });
  });

  it('T14: follows the branch that the repository has', async () => {
    const world = await newWorld();
    world.gitlab.state.branch = 'trunk';
    const outputs = await launch(world);
    expect(outputs[1].defaultBranch).toBe('trunk');
    expect([...world.locations][0]).toContain('/-/blob/trunk/catalog-info');
    expect(JSON.stringify(summaryOf(world))).toContain(
      '"targetRevision":"trunk"',
    );
  });
});
