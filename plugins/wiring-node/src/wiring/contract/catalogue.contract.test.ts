import { resourceKinds } from '@slipway/plugin-delivery-node';
import { SandboxProcess } from '../../forge/__testUtils__/SandboxProcess';
import { WantedBranchRules } from '../../forge';
import {
  awaitMerge,
  contentOf,
  ensureDeploymentEnvironment,
  ensureProposal,
  ensureProtection,
  ensureRunner,
  ensureWebhook,
  placeContent,
} from '..';
import { CatalogueWorld } from '../__testUtils__/CatalogueWorld';

jest.setTimeout(120_000);

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await SandboxProcess.start();
}, 120_000);
afterAll(() => sandbox?.stop());

let count = 0;
const freshPath = () => {
  count += 1;
  return `acme/catalogue-${count}`;
};

describe.each(['gitlab', 'github'] as const)('on %s', kind => {
  let world: CatalogueWorld;
  let path: string;
  beforeEach(() => {
    world = new CatalogueWorld(sandbox, kind);
    path = freshPath();
  });
  const branch = 'slipway/payments';

  const propose = (text: string) =>
    ensureProposal(world.run(), world.deps, {
      host: world.host,
      path,
      branch,
      content: placeContent(
        contentOf([{ path: 'app.yaml', content: Buffer.from(text) }]),
        'apps/payments',
      ),
      ownFolder: 'apps/payments',
      title: 'Deploy payments',
      description: '',
    });

  it('files are proposed once, brought up to date, merged, and there', async () => {
    const repository = await world.addRepository(path);
    const first = await propose('a: 1\n');
    expect(first).toMatchObject({ result: 'created', isMerged: false });
    await expect(propose('a: 1\n')).resolves.toMatchObject({
      result: 'unchanged',
      isMerged: false,
      request: { webUrl: first.request!.webUrl },
    });
    const second = await propose('a: 2\n');
    expect(second).toMatchObject({
      result: 'updated',
      request: { webUrl: first.request!.webUrl },
    });
    await awaitMerge(world.run(), world.deps, {
      host: world.host,
      repository,
      request: second.request!,
      merge: true,
      timeoutSeconds: 60,
    });
    await expect(propose('a: 2\n')).resolves.toMatchObject({
      result: 'unchanged',
      isMerged: true,
    });
    await expect(
      world.forge.content.readFile(
        repository,
        'main',
        'apps/payments/app.yaml',
      ),
    ).resolves.toEqual(Buffer.from('a: 2\n'));
    // What comes next is a request of its own.
    const third = await propose('a: 3\n');
    expect(third.result).toBe('created');
    expect(third.request!.webUrl).not.toBe(first.request!.webUrl);
  });

  it('commits of people are not written over, and stay at a take-back', async () => {
    const repository = await world.addRepository(path);
    await propose('a: 1\n');
    await world.forge.content.commit(repository, {
      branch,
      message: 'Fewer replicas',
      changes: [{ action: 'create', path: 'x', content: Buffer.from('x') }],
    });
    await expect(propose('a: 2\n')).rejects.toThrow(
      'has 1 commits of others, such as',
    );
    const { plan } = await world.takeBackPlan();
    expect(plan).toMatchObject([
      { action: 'keep', why: { kind: 'commits', count: 1 }, mayAsk: true },
    ]);
  });

  it('an open proposal is taken back, and what is merged stays', async () => {
    const repository = await world.addRepository(path);
    const { request } = await propose('a: 1\n');
    const { carryOut } = await world.takeBackPlan();
    await carryOut();
    await expect(
      world.forge.content.head(repository, branch),
    ).resolves.toBeUndefined();
    await expect(
      world.forge.mergeRequests.list(repository, branch),
    ).resolves.toMatchObject([{ id: request!.id, state: 'closed' }]);

    const again = await propose('a: 1\n');
    await awaitMerge(world.run(), world.deps, {
      host: world.host,
      repository,
      request: again.request!,
      merge: true,
      timeoutSeconds: 60,
    });
    const { plan } = await world.takeBackPlan();
    expect(plan).toMatchObject([
      { action: 'keep', why: { kind: 'merged' }, mayAsk: false },
    ]);
  });

  it('a run that broke off between the commit and the request is finished', async () => {
    const repository = await world.addRepository(path);
    await sandbox.addFault({
      effect: 'reset',
      method: 'POST',
      path: kind === 'gitlab' ? '/merge_requests' : '/pulls',
      count: 1,
    });
    await expect(propose('a: 1\n')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    await sandbox.clearFaults();
    await expect(
      world.forge.content.head(repository, branch),
    ).resolves.toBeDefined();
    await expect(propose('a: 1\n')).resolves.toMatchObject({
      result: 'created',
      request: { state: 'open' },
    });
    await expect(
      world.forge.mergeRequests.list(repository, branch),
    ).resolves.toHaveLength(1);
  });

  it('nobody merges in time: the error says what to do', async () => {
    const repository = await world.addRepository(path);
    const { request } = await propose('a: 1\n');
    const wait = (merge: boolean) =>
      awaitMerge(world.run(), world.deps, {
        host: world.host,
        repository,
        request: request!,
        merge,
        timeoutSeconds: 0,
      });
    await expect(wait(false)).rejects.toThrow(
      /was not merged within 0 s: waiting for somebody to merge .*; merge it, and run this again/,
    );
    await world.forge.mergeRequests.close(repository, request!.id);
    await expect(wait(true)).rejects.toThrow('Somebody has closed');
  });

  const rules: WantedBranchRules = {
    push: 'nobody',
    merge: 'developers',
    forcePush: false,
    deployKeys: true,
    approvals: 0,
    checks: [],
  };

  it('rules are set, unchanged at a second run, and taken back where they were created', async () => {
    const repository = await world.addRepository(path);
    const ensure = () =>
      ensureProtection(world.run(), world.deps, {
        host: world.host,
        path,
        rules,
      });
    // GitLab protects a default branch by itself, so that these are adopted there.
    await world.forge.protection.remove(repository, 'main');
    await expect(ensure()).resolves.toMatchObject({
      result: 'created',
      branch: 'main',
    });
    await expect(ensure()).resolves.toMatchObject({ result: 'unchanged' });
    const { carryOut } = await world.takeBackPlan();
    await carryOut();
    await expect(
      world.forge.protection.find(repository, 'main'),
    ).resolves.toMatchObject({ rules: undefined });
  });

  it('rules of others that hold too are named', async () => {
    const repository = await world.addRepository(path);
    // What a pattern, or another ruleset, says of the branch beside the rules of Slipway.
    if (kind === 'gitlab') {
      await world.forge.protection.put(repository, 'm*', rules);
    } else {
      await world.forge.protection.put(repository, 'main', rules);
      await fetch(`http://${world.host}/api/v3/repos/${path}/rulesets`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${sandbox.credentials.githubToken}`,
        },
        body: JSON.stringify({
          name: 'Of the platform team',
          target: 'branch',
          enforcement: 'active',
          conditions: {
            ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] },
          },
          rules: [{ type: 'required_linear_history' }],
        }),
      });
    }
    const { warnings } = await ensureProtection(world.run(), world.deps, {
      host: world.host,
      path,
      rules,
    });
    expect(warnings.join()).toMatch(
      kind === 'gitlab'
        ? 'the project protects m*: No one may push'
        : /the repository has ruleset \d+: required_linear_history/,
    );
  });

  it('an environment is made, unchanged at a second run, and taken back', async () => {
    const repository = await world.addRepository(path);
    const ensure = (required = false) =>
      ensureDeploymentEnvironment(world.run(), world.deps, {
        host: world.host,
        path,
        name: 'production',
        reviewers: [{ kind: 'user', name: 'platform-owner' }],
        preventSelfReview: false,
        waitMinutes: 0,
        branches: 'all',
        required,
      });
    const { result, warnings } = await ensure();
    expect(result).toBe('created');
    await expect(ensure()).resolves.toMatchObject({ result: 'unchanged' });
    const has = await world.forge.environments.find(repository, 'production');
    const required = await ensure(true).catch(error => error);
    // The sandbox's GitLab is one without a paid plan.
    expect({
      warnings: warnings.map(words => words.replace(/^.* has no/, 'has no')),
      reviewers: has?.rules?.reviewers.map(({ name }) => name),
      required: required.name.replace(path, 'PATH'),
    }).toEqual(
      kind === 'gitlab'
        ? {
            warnings: [
              'has no protected environments, so nobody is asked before a deployment; GitLab has them from Premium on',
            ],
            reviewers: undefined,
            required: 'NotImplementedError',
          }
        : {
            warnings: [],
            reviewers: ['platform-owner'],
            required: 'production of PATH',
          },
    );
    const { carryOut } = await world.takeBackPlan();
    await carryOut();
    await expect(
      world.forge.environments.find(repository, 'production'),
    ).resolves.toBeUndefined();
  });

  it('T04: a runner for the tags is looked for, and its absence said', async () => {
    await world.addRepository(path);
    const ensure = (tags: string[], required: boolean) =>
      ensureRunner(world.run(), world.deps, {
        host: world.host,
        path,
        tags,
        required,
      });
    const there = kind === 'gitlab' ? [] : ['ubuntu-latest'];
    await expect(ensure(there, true)).resolves.toMatchObject({
      online: true,
      outcomes: [{ result: 'unchanged' }],
    });
    await expect(ensure(['arm64'], false)).resolves.toMatchObject({
      online: false,
    });
    await expect(ensure(['arm64'], true)).rejects.toThrow(
      `No runner takes jobs tagged arm64 of ${path}`,
    );
  });

  it("Argo CD's webhook has the secret that Argo CD has, which is seen nowhere", async () => {
    const repository = await world.addRepository(path);
    const secret = `planted-${kind}-CANARY`;
    await world.addSecret('argocd', 'argocd-secret', {
      [`webhook.${kind}.secret`]: '$hooks:value',
    });
    await world.addSecret('argocd', 'hooks', { value: secret });
    const asked = jest.spyOn(globalThis, 'fetch');
    const ensure = () =>
      ensureWebhook(world.run(), world.deps, {
        host: world.host,
        path,
        receiver: 'argocd',
      });
    await expect(ensure()).resolves.toMatchObject({
      result: 'created',
      url: 'https://argocd.example.com/api/webhook',
    });
    const bodies = asked.mock.calls.map(([, init]) => String(init?.body));
    asked.mockRestore();
    expect(bodies.filter(body => body.includes(secret))).toHaveLength(1);
    await expect(ensure()).resolves.toMatchObject({ result: 'unchanged' });
    await expect(world.forge.hooks.list(repository)).resolves.toMatchObject([
      { events: ['push'], verifiesTls: true },
    ]);
    const seen = [world.logs, [...world.known], [...world.ledger.entries]];
    expect(JSON.stringify(seen)).not.toContain('CANARY');
  });
});

describe('a runner of Slipway', () => {
  const place = {
    name: 'slipway-payments',
    service: 'payments',
    cluster: 'main',
    namespace: 'runners',
    secretName: 'payments-runner',
  };
  const readSecret = async (world: CatalogueWorld) =>
    (await world.cluster.get({
      resource: resourceKinds.secret,
      namespace: 'runners',
      name: 'payments-runner',
    })) as { data?: Record<string, string> };

  it('is made on GitLab with its token in a Secret, made anew when that is lost, and taken back', async () => {
    const world = new CatalogueWorld(sandbox, 'gitlab');
    const path = freshPath();
    const repository = await world.addRepository(path);
    const ensure = () =>
      ensureRunner(world.run(), world.deps, {
        host: world.host,
        path,
        tags: ['arm64'],
        create: place,
        required: true,
      });
    await expect(ensure()).rejects.toThrow('There is no namespace runners');
    await world.cluster.apply(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'runners' } },
      resourceKinds.namespace,
      {},
    );
    const first = await ensure();
    expect(first.outcomes.map(({ result }) => result)).toEqual([
      'created',
      'created',
    ]);
    const { data } = await readSecret(world);
    const token = Buffer.from(data!['runner-token'], 'base64').toString();
    expect(token).toMatch(/^glrt-/);
    const second = await ensure();
    expect(second.outcomes.map(({ result }) => result)).toEqual([
      'unchanged',
      'unchanged',
    ]);
    expect(second.online).toBe(false);
    const [before] = await world.forge.runners.named(repository, place.name);

    await world.cluster.delete({
      resource: resourceKinds.secret,
      namespace: 'runners',
      name: 'payments-runner',
    });
    const third = await ensure();
    expect(third.outcomes.map(({ result }) => result)).toEqual([
      'updated',
      'created',
    ]);
    const after = await world.forge.runners.named(repository, place.name);
    expect(after).toHaveLength(1);
    expect(after[0].id).not.toBe(before.id);
    const seen = [
      world.logs,
      [...world.known],
      [...world.ledger.entries],
      first,
      third,
    ];
    expect(JSON.stringify(seen)).not.toContain('glrt-');

    const { carryOut } = await world.takeBackPlan();
    await carryOut();
    await expect(
      world.forge.runners.named(repository, place.name),
    ).resolves.toEqual([]);
    await expect(readSecret(world)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('is not made on GitHub, which says what to do instead', async () => {
    const world = new CatalogueWorld(sandbox, 'github');
    const path = freshPath();
    await world.addRepository(path);
    await expect(
      ensureRunner(world.run(), world.deps, {
        host: world.host,
        path,
        tags: ['self-hosted'],
        create: place,
        required: true,
      }),
    ).rejects.toThrow('Actions Runner Controller');
  });
});
