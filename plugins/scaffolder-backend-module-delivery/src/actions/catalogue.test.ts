import { MemoryLedger } from '@slipway/plugin-wiring-node';
import { World } from '../__testUtils__/World';

describe('what a launch may have beside the usual', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
    const project = world.gitlab.state.addProject('acme/clusters');
    world.gitlab.state.addCommit(project, 'First', { 'README.md': 'one\n' });
    world.writeFiles({
      'gitops/base/kustomization.yaml': 'kind: Kustomization\n',
    });
  });
  afterEach(() => world.stop());

  const repoUrl = () => world.repoUrl('clusters');
  const propose = (fields = {}, options = {}) =>
    world.run(
      'delivery:files:propose',
      {
        repoUrl: repoUrl(),
        service: 'payments',
        sourcePath: './gitops',
        targetPath: 'apps/payments',
        ...fields,
      },
      options,
    );

  it('files are proposed once, and a dry run proposes none', async () => {
    await expect(propose({}, { dryRun: true })).resolves.toMatchObject({
      result: 'created',
      isMerged: false,
    });
    expect(world.gitlab.writes).toEqual([]);
    const first = await propose();
    expect(first).toMatchObject({
      result: 'created',
      branch: 'slipway/payments',
      isMerged: false,
    });
    expect(first.mergeRequestUrl).toContain(
      '/acme/clusters/-/merge_requests/1',
    );
    await expect(propose()).resolves.toMatchObject({
      result: 'unchanged',
      mergeRequestUrl: first.mergeRequestUrl,
    });
    expect(world.gitlab.state.mergeRequests).toMatchObject([
      { title: 'Deploy payments', target_branch: 'main', state: 'opened' },
    ]);
    const { branches } = world.gitlab.state.project('acme/clusters')!;
    expect([...branches.get('slipway/payments')!.files.keys()]).toEqual([
      'README.md',
      'apps/payments/base/kustomization.yaml',
    ]);
  });

  it('they are waited for until somebody merges them', async () => {
    let looks = 0;
    world.clock.onSleep = () => {
      looks += 1;
      world.gitlab.state.mergeRequests[0].state = 'merged';
    };
    await expect(propose({ wait: true })).resolves.toMatchObject({
      isMerged: true,
    });
    expect(looks).toBe(1);
    expect(world.logs.join()).toContain('waiting for somebody to merge');
  });

  it('what somebody closes meanwhile ends the wait', async () => {
    world.clock.onSleep = () => {
      world.gitlab.state.mergeRequests[0].state = 'closed';
    };
    await expect(propose({ wait: true })).rejects.toThrow(
      'without merging it; reopen it, and run this again',
    );
  });

  it.each([
    [{ targetPath: '../other' }, 'is not a folder of a repository'],
    [{ targetPath: '', ownFolder: true }, 'cannot be a folder of its own'],
    [{ branch: 'main' }, 'cannot be proposed from main to itself'],
    [{ targetBranch: 'release' }, 'acme/clusters has no branch release'],
  ])('%j is refused before anything is written', async (fields, words) => {
    await expect(propose(fields)).rejects.toThrow(words);
    expect(world.gitlab.writes).toEqual([]);
  });

  it('rules of a branch are changed where they differ, also on a GitLab without a paid plan', async () => {
    const ensure = (fields = {}) =>
      world.run('delivery:protection:ensure', {
        repoUrl: repoUrl(),
        ...fields,
      });
    await expect(ensure()).resolves.toMatchObject({
      result: 'updated',
      branch: 'main',
    });
    await expect(ensure()).resolves.toMatchObject({ result: 'unchanged' });
    const project = world.gitlab.state.project('acme/clusters')!;
    expect(world.gitlab.state.rulesOf(project)).toMatchObject([
      {
        name: 'main',
        push_access_levels: [{ access_level: 40 }],
        merge_access_levels: [{ access_level: 30 }],
      },
    ]);
    await expect(ensure({ approvals: 1 })).resolves.toMatchObject({
      result: 'unchanged',
      warnings: expect.arrayContaining([
        "approvals are not among GitLab's rules of a branch",
      ]),
    });
  });

  it('an environment is made without reviewers where there are none to be had', async () => {
    const ensure = (fields = {}) =>
      world.run('delivery:environments:ensure', {
        repoUrl: repoUrl(),
        environments: [
          { name: 'production', reviewers: ['group:acme/platform'] },
        ],
        ...fields,
      });
    const first = await ensure();
    expect(first.result).toBe('created');
    expect(first.warnings.join()).toContain('has no protected environments');
    await expect(ensure()).resolves.toMatchObject({ result: 'unchanged' });
    await expect(ensure({ required: true })).rejects.toMatchObject({
      name: 'NotImplementedError',
    });
    await expect(
      ensure({ environments: [{ name: 'a', reviewers: ['dana'] }] }),
    ).rejects.toThrow('"dana" is not a reviewer; one is user:<name>');
  });

  it("T04: a runner's token is in its Secret, and in nothing that a task keeps", async () => {
    world.ledger = new MemoryLedger();
    const ensure = (fields = {}) =>
      world.run('delivery:runner:ensure', {
        repoUrl: repoUrl(),
        tags: ['arm64'],
        ...fields,
      });
    await expect(ensure()).rejects.toThrow(
      'No runner takes jobs tagged arm64 of acme/clusters',
    );
    await expect(ensure({ create: true })).rejects.toThrow(
      'cluster and namespace must say where',
    );
    world.clusters.main.put({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'runners' },
    });
    const made = await ensure({
      create: true,
      service: 'payments',
      cluster: 'main',
      namespace: 'runners',
    });
    expect(made).toMatchObject({
      result: 'created',
      online: false,
      secretRef: {
        cluster: 'main',
        namespace: 'runners',
        name: 'payments-runner',
      },
    });
    const seen = JSON.stringify([
      made,
      world.logs,
      [...world.checkpoints],
      [...world.ledger.entries],
    ]);
    expect(world.gitlab.state.secrets.join()).toContain('glrt-CANARY');
    for (const secret of world.secrets()) {
      expect(seen).not.toContain(secret);
    }
  });
});
