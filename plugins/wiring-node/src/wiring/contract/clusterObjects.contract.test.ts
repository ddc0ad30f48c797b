import { mockServices } from '@backstage/backend-test-utils';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import { MemoryLedger } from '../../ledger';
import { SandboxProcess } from '../../preflight/__testUtils__/SandboxProcess';
import { worldDeps } from '../../preflight/__testUtils__/worldDeps';
import { RunContext, systemClock } from '../../run';
import { lookAround, planTakeBack, takeBack } from '../../takeback';
import {
  checkClusters,
  describeClusterProblem,
  ensureApplication,
  ensureApplicationSet,
  ensureCredentialTemplate,
  ensureNamespace,
  ensureProject,
  ensurePullSecret,
} from '..';
import { launch } from './launchSteps';

jest.setTimeout(180_000);

const service = 'payments';
const refresh = 'argocd.argoproj.io/refresh';
const scope = { service, entityRef: `component:default/${service}` };

describe('on the clusters of a sandbox', () => {
  let sandbox: SandboxProcess;
  beforeAll(async () => {
    sandbox = await SandboxProcess.start();
  }, 120_000);
  afterAll(() => sandbox?.stop());

  const ledger = new MemoryLedger('one');
  const logs: string[] = [];
  const run: RunContext = {
    logger: mockServices.logger.mock({ info: line => logs.push(line) }),
    checkpoint: async ({ fn }) => fn(),
    ledger,
  };
  const depsOf = (launchConfig: object = {}) => {
    const deps = worldDeps(sandbox);
    return {
      ...deps,
      clock: systemClock,
      launch: { ...deps.launch, ...launchConfig },
    };
  };
  const get = (resource: any, namespace: string | undefined, name: string) =>
    depsOf().clusters.get('sandbox').get({ resource, namespace, name });
  const account = () =>
    get(resourceKinds.serviceAccount, 'payments-dev', 'default');

  it('launches', async () => {
    await launch(run, depsOf(), service);
    const { resourceVersion } = (
      await get(resourceKinds.application, 'argocd', 'payments-dev')
    ).metadata;
    expect(resourceVersion).toBeDefined();
  });

  it('labels a namespace, enforces a level of pod security and limits containers', async () => {
    const wishes = {
      service,
      environment: 'dev',
      labels: { 'cost-centre': '4711', 'slipway.dev/environment': 'other' },
      podSecurity: 'baseline' as const,
      limits: { default: { memory: '256Mi' }, max: { memory: '1Gi' } },
    };
    const outcomes = await ensureNamespace(run, depsOf(), wishes);
    expect(outcomes.map(({ what, result }) => [what, result])).toEqual([
      ['namespace', 'updated'],
      ['quota', 'unchanged'],
      ['limits', 'created'],
    ]);
    const { metadata } = await get(
      resourceKinds.namespace,
      undefined,
      'payments-dev',
    );
    expect(metadata.labels).toMatchObject({
      'cost-centre': '4711',
      'pod-security.kubernetes.io/enforce': 'baseline',
      'slipway.dev/environment': 'dev',
    });
    const again = await ensureNamespace(run, depsOf(), wishes);
    expect(again.every(({ result }) => result === 'unchanged')).toBe(true);
  });

  it('gives the pull secret to a service account, beside those of others', async () => {
    await sandbox.cluster(
      'sandbox',
      'PATCH',
      '/api/v1/namespaces/payments-dev/serviceaccounts/default',
      { imagePullSecrets: [{ name: 'of-others' }] },
    );
    const attach = { serviceAccount: 'default' };
    await ensurePullSecret(run, depsOf(), { service, attach });
    expect((await account()).imagePullSecrets).toEqual([
      { name: 'of-others' },
      { name: 'payments-registry' },
    ]);
    // As a repair does, which knows nothing of the template.
    const { outcomes } = await ensurePullSecret(run, depsOf(), { service });
    expect(outcomes.filter(({ result }) => result !== 'unchanged')).toEqual([]);
    expect(outcomes.map(({ what }) => what)).toContain(
      'pull secret of service account',
    );
  });

  it('takes any registry by the credential of the config, and says when that is refused', async () => {
    const wrong = { registry: { username: 'slipway', password: 'wrong' } };
    await expect(
      ensurePullSecret(run, depsOf(wrong), { service }),
    ).rejects.toThrow('The credential of delivery.launch.registry');
    const registry = {
      username: 'slipway',
      password: sandbox.credentials.forgeToken,
    };
    const { outcomes } = await ensurePullSecret(run, depsOf({ registry }), {
      service,
    });
    expect(
      outcomes
        .filter(({ what }) => what === 'pull secret')
        .map(({ result }) => result),
    ).toEqual(['updated', 'updated', 'updated']);
  });

  it('a credential template opens the repository to Argo CD, for this group and no neighbour', async () => {
    await expect(
      ensureCredentialTemplate(run, depsOf(), { service }),
    ).rejects.toThrow('delivery.launch.repositoryCredential must be set');
    const deps = (password: string) =>
      depsOf({ repositoryCredential: { username: 'slipway', password } });
    await expect(
      ensureCredentialTemplate(run, deps('wrong'), { service }),
    ).rejects.toThrow('acme/payments-gitops refuses it');
    const right = deps(sandbox.credentials.forgeToken);
    await expect(
      ensureCredentialTemplate(run, right, {
        service,
        prefix: `${sandbox.url}/acme`,
      }),
    ).rejects.toThrow('ends without a slash');
    const ensured = await ensureCredentialTemplate(run, right, { service });
    expect(ensured).toMatchObject({
      prefix: `${sandbox.url}/acme/`,
      outcomes: [{ result: 'created' }],
    });
    await expect(
      ensureCredentialTemplate(run, right, { service }),
    ).resolves.toMatchObject({ outcomes: [{ result: 'unchanged' }] });
    expect(logs.join('\n')).not.toContain(sandbox.credentials.forgeToken);
    // With the repository's own gone, Argo CD reads it by the template.
    await sandbox.cluster(
      'sandbox',
      'DELETE',
      '/api/v1/namespaces/argocd/secrets/repo-payments-gitops',
    );
    await depsOf()
      .clusters.get('sandbox')
      .mergePatch(
        {
          resource: resourceKinds.application,
          namespace: 'argocd',
          name: 'payments-dev',
        },
        { metadata: { annotations: { [refresh]: 'hard' } } },
      );
    await until(async () => {
      const { status, metadata } = await get(
        resourceKinds.application,
        'argocd',
        'payments-dev',
      );
      const { sync, conditions = [] } = (status ?? {}) as {
        sync?: { revision?: string };
        conditions?: Array<{ type: string }>;
      };
      return (
        metadata.annotations?.[refresh] === undefined &&
        sync?.revision !== undefined &&
        // It reads the repository; what is in this one is no kustomization.
        !JSON.stringify(conditions).includes('authentication')
      );
    });
  });

  it('tells which clusters Argo CD has not been told of', async () => {
    const places = await checkClusters(run, depsOf(), { service });
    expect(places.flatMap(({ problems }) => problems)).toEqual([]);
    const deps = depsOf();
    deps.delivery.argocd[0].destinations['sandbox-2'] =
      'https://elsewhere.example.com';
    const [, , production] = await checkClusters(run, deps, { service });
    expect(
      production.problems.map(one => describeClusterProblem(production, one)),
    ).toEqual([
      expect.stringContaining(
        'production: the Argo CD main has not been told of the cluster sandbox-2 at https://elsewhere.example.com (it knows in-cluster (https://kubernetes.default.svc), sandbox-2 (',
      ),
    ]);
  });

  it('an ApplicationSet takes the Applications over as they are, and keeps them so', async () => {
    await ensureProject(run, depsOf(), { service });
    const before = await get(
      resourceKinds.application,
      'argocd',
      'payments-dev',
    );
    const outcomes = await ensureApplicationSet(run, depsOf(), { service });
    expect(outcomes.map(({ what, result }) => [what, result])).toEqual([
      ['ApplicationSet', 'created'],
      ['Application', 'updated'],
      ['Application', 'updated'],
      ['Application', 'updated'],
    ]);
    const after = await get(
      resourceKinds.application,
      'argocd',
      'payments-dev',
    );
    expect(after.spec).toEqual(before.spec);
    expect(after.metadata).toMatchObject({
      uid: before.metadata.uid,
      ownerReferences: [{ kind: 'ApplicationSet', name: 'payments' }],
    });
    for (const ensure of [ensureApplicationSet, ensureApplication]) {
      const again = await ensure(run, depsOf(), { service });
      expect(again.filter(({ result }) => result !== 'unchanged')).toEqual([]);
    }
  });

  it('a take-back begins with the ApplicationSet, and leaves the secrets of others', async () => {
    const deps = {
      ...depsOf(),
      catalog: { hasLocation: async () => false, forget: async () => {} },
    };
    const entries = [...ledger.entries.values()].filter(
      // The namespace with its account stays, as if a platform team had made it.
      ({ thing }) =>
        thing.kind === 'object' && thing.objectKind !== 'Namespace',
    );
    const sights = await lookAround(run, deps, scope, entries);
    const plan = planTakeBack(entries, sights, { covers: () => true });
    logs.length = 0;
    await takeBack({ ...run, ledger }, deps, scope, plan);
    expect(logs.find(line => line.startsWith('taken back'))).toContain(
      'ApplicationSet argocd/payments',
    );
    for (const [resource, name] of [
      [resourceKinds.applicationSet, 'payments'],
      [resourceKinds.application, 'payments-dev'],
      [resourceKinds.secret, 'repo-payments-gitops'],
    ] as const) {
      await expect(get(resource, 'argocd', name)).rejects.toThrow('not found');
    }
    expect((await account()).imagePullSecrets).toEqual([{ name: 'of-others' }]);
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) {
      throw new Error('What is waited for does not come');
    }
    await systemClock.sleep(200);
  }
}
