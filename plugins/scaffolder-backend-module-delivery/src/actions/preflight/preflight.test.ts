import { resourceKinds } from '@slipway/plugin-delivery-node';
import { makeSound } from '../../__testUtils__/makeSound';
import { launch, workspaceFiles } from '../../__testUtils__/launchSteps';
import { World } from '../../__testUtils__/World';

describe('delivery:preflight', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
    makeSound(world);
  });
  afterEach(() => world.stop());
  const run = (fields = {}, options = {}) =>
    world.run(
      'delivery:preflight',
      { service: 'payments', ...fields },
      options,
    );

  it.each([{}, { dryRun: true }])(
    'lets a launch pass that nothing is in the way of, and writes nothing %j',
    async options => {
      const outputs = await run({}, options);
      expect(outputs).toMatchObject({ findings: [], skipped: [] });
      expect(outputs.checked).toBeGreaterThan(30);
      expect(world.gitlab.writes).toEqual([]);
    },
  );

  it('finds nothing in what an earlier launch has made', async () => {
    world.writeFiles(workspaceFiles);
    await launch(world);
    await expect(run()).resolves.toMatchObject({ findings: [], skipped: [] });
  });

  it('tells everything that blocks in one message, and logs what only warns', async () => {
    world.gitlab.state.addProject('acme/payments');
    world.clusters.second.forbid('create', resourceKinds.namespace);
    world.clusters.main.release = 'v1.20.0';
    const error = await run({
      resources: { dev: { 'requests.memory': '64Gi' } },
    }).catch(e => e);
    expect(error.name).toBe('InputError');
    expect(error.message.split('\n')).toEqual([
      'payments cannot be launched yet, 3 things are in the way:',
      expect.stringMatching(
        /^- \[repository-taken\] The repository acme\/payments is there already .* Who can mend it: you\. Choose another name/,
      ),
      expect.stringMatching(
        /^- \[cluster-rights-missing\] On the cluster second the portal may not: create namespaces\./,
      ),
      expect.stringMatching(
        /^- \[quota-too-small\] dev needs requests\.memory 64Gi, and payments-quota allows 4Gi\./,
      ),
    ]);
    expect(error.message).not.toContain('v1.20.0');
    expect(world.logs.join('\n')).toMatch(
      /warning {2}\[cluster-version-unknown\] The cluster main runs Kubernetes v1\.20\.0/,
    );
    expect(world.gitlab.writes).toEqual([]);
  });

  it('says what it could not look at, and does not take that for a fault', async () => {
    world.clusters.second.failNext(new Error('out of order'), 'served');
    const { findings, skipped } = await run();
    expect(findings).toEqual([]);
    expect(skipped).toEqual([
      'second: Whether the kinds of Argo are served. It could not be found out: out of order.',
      'second: Whether the controller runs. Not looked at: it needs what was not well at second.',
    ]);
  });

  it('ends with its task', async () => {
    const reason = new Error('cancelled by somebody');
    await expect(
      run({}, { signal: AbortSignal.abort(reason) }),
    ).rejects.toThrow('cancelled by somebody');
  });
});
