import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import { FakeClusterClient } from '@slipway/plugin-delivery-node/testUtils';
import { readLaunchConfig } from '../../config';
import { SandboxProcess } from '../../forge/__testUtils__/SandboxProcess';
import { forgeOf } from '../../forge';
import { RunContext, systemClock, WiringDeps } from '../../run';
import { ensureWriteCredential } from '../writeCredential';
import { launch } from './launchSteps';

jest.setTimeout(120_000);

describe('what a launch brings about', () => {
  let sandbox: SandboxProcess;
  beforeAll(async () => {
    sandbox = await SandboxProcess.start();
  }, 120_000);
  afterAll(() => sandbox?.stop());

  const hostOf = (kind: 'gitlab' | 'github') =>
    kind === 'gitlab'
      ? new URL(sandbox.url).host
      : `localhost:${new URL(sandbox.url).port}`;

  const depsOf = (kind: 'gitlab' | 'github', cluster: FakeClusterClient) => {
    const host = hostOf(kind);
    const { forgeToken, githubToken } = sandbox.credentials;
    const entry =
      kind === 'gitlab'
        ? {
            baseUrl: sandbox.url,
            apiBaseUrl: `${sandbox.url}/api/v4`,
            token: forgeToken,
          }
        : { apiBaseUrl: `http://${host}/api/v3`, token: githubToken };
    return {
      clock: systemClock,
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({ integrations: { [kind]: [{ host, ...entry }] } }),
      ),
      clusters: { names: () => ['main'], get: () => cluster },
      launch: readLaunchConfig(
        new ConfigReader({
          delivery: {
            launch: {
              host,
              group: 'acme',
              registryHost: host,
              ...(kind === 'github' && {
                registry: { username: 'slipway', password: githubToken },
              }),
            },
          },
        }),
      ),
      delivery: {
        environments: ['dev', 'production'].map((name, rank) => ({
          name,
          title: name,
          rank,
          cluster: 'main',
          namespace: '{{service}}-{{environment}}',
          sync: 'automatic' as const,
        })),
        argocd: [
          {
            name: 'main',
            cluster: 'main',
            namespace: 'argocd',
            destinations: {},
          },
        ],
        clusters: { main: { reachesLoopback: true } },
        webhookBaseUrl: 'https://portal.example.com',
        webhookSecret: 'planted-hook-CANARY',
      },
    } as unknown as WiringDeps;
  };

  const newRun = () => {
    const logs: string[] = [];
    const known = new Map<string, unknown>();
    const log = (message: string) => logs.push(message);
    const run: RunContext = {
      logger: mockServices.logger.mock({ info: log, warn: log }),
      checkpoint: async ({ key, fn }) => {
        known.set(key, known.has(key) ? known.get(key) : await fn());
        return known.get(key) as never;
      },
    };
    return { run, logs, known };
  };

  const secretOf = async (
    cluster: FakeClusterClient,
    namespace: string,
    name: string,
  ) => {
    const { data } = (await cluster.get({
      resource: resourceKinds.secret,
      namespace,
      name,
    })) as { data?: Record<string, string> };
    return Object.fromEntries(
      Object.entries(data ?? {}).map(([key, value]) => [
        key,
        Buffer.from(value, 'base64').toString('utf8'),
      ]),
    );
  };

  describe.each(['gitlab', 'github'] as const)('on %s', kind => {
    const cluster = new FakeClusterClient('main');
    // The two sides of a sandbox are over the same repositories.
    const service = kind === 'gitlab' ? 'payments' : 'orders';
    const gitopsPath = `acme/${service}-gitops`;

    it('is all created at first', async () => {
      const { run } = newRun();
      const outcomes = await launch(run, depsOf(kind, cluster), service);
      expect(outcomes.filter(({ result }) => result !== 'created')).toEqual([]);
    });

    it('is unchanged at a second run, which reads only', async () => {
      const { run } = newRun();
      const asked = jest.spyOn(globalThis, 'fetch');
      const outcomes = await launch(run, depsOf(kind, cluster), service);
      const methods = asked.mock.calls.map(([, init]) => init?.method ?? 'GET');
      asked.mockRestore();
      expect(outcomes.filter(({ result }) => result !== 'unchanged')).toEqual(
        [],
      );
      expect(methods.length).toBeGreaterThan(20);
      expect(methods.filter(method => method !== 'GET')).toEqual([]);
    });

    it('has one credential for each use, kept where it is used', async () => {
      const { run } = newRun();
      const forge = forgeOf(depsOf(kind, cluster), hostOf(kind), run);
      const app = (await forge.repositories.find(`acme/${service}`))!;
      const gitops = (await forge.repositories.find(gitopsPath))!;
      const list = async (use: 'read' | 'write') =>
        (await forge.credentials.list(gitops, use)).filter(
          ({ active }) => active,
        );
      const [read] = await list('read');
      const [write] = await list('write');
      expect(await list('read')).toHaveLength(1);
      expect(await list('write')).toHaveLength(1);
      const secret = await secretOf(
        cluster,
        'argocd',
        `repo-${service}-gitops`,
      );
      expect(secret.url).toBe(forge.credentials.readUrl(gitops));
      const key = kind === 'gitlab' ? 'GITOPS_TOKEN' : 'GITOPS_SSH_KEY';
      expect(Object.keys(secret).sort()).toEqual(
        kind === 'gitlab'
          ? ['password', 'project', 'type', 'url', 'username']
          : ['project', 'sshPrivateKey', 'type', 'url'],
      );
      expect(read.name).toBe('slipway-argocd');
      await expect(forge.variables.find(app, key, '*')).resolves.toMatchObject({
        secret: true,
        description: `Slipway: ${write.title} slipway-ci #${write.id} of ${gitopsPath}`,
      });
      await expect(
        forge.variables.find(app, 'GITOPS_REPOSITORY', '*'),
      ).resolves.toMatchObject({
        value: kind === 'gitlab' ? gitops.cloneUrl : gitops.sshUrl,
      });
      for (const name of ['dev', 'production']) {
        const pull = await secretOf(
          cluster,
          `${service}-${name}`,
          `${service}-registry`,
        );
        expect(pull['.dockerconfigjson']).toContain(hostOf(kind));
      }
    });

    it('rotates the write credential, and leaves one', async () => {
      const { run } = newRun();
      const deps = depsOf(kind, cluster);
      const forge = forgeOf(deps, hostOf(kind), run);
      const gitops = (await forge.repositories.find(gitopsPath))!;
      const before = await forge.credentials.list(gitops, 'write');
      const { outcomes } = await ensureWriteCredential(run, deps, {
        service,
        rotate: true,
      });
      expect(outcomes).toMatchObject([
        { what: 'CI credential', result: 'updated' },
        { what: 'CI variable', result: 'updated' },
        { what: 'CI variable', result: 'unchanged' },
      ]);
      const after = (await forge.credentials.list(gitops, 'write')).filter(
        ({ active }) => active,
      );
      expect(after).toHaveLength(1);
      expect(after[0].id).not.toBe(before[0].id);
    });

    it('no credential is in a log or a checkpoint', async () => {
      const { run, logs, known } = newRun();
      await cluster.delete({
        resource: resourceKinds.secret,
        namespace: 'argocd',
        name: `repo-${service}-gitops`,
      });
      await launch(run, depsOf(kind, cluster), service);
      const secret = await secretOf(
        cluster,
        'argocd',
        `repo-${service}-gitops`,
      );
      const value = secret.password ?? secret.sshPrivateKey;
      const seen = JSON.stringify([logs, [...known]]);
      expect(seen).toContain(`slipway-argocd of ${gitopsPath}`);
      expect(value.length).toBeGreaterThan(15);
      for (const text of [value, 'PRIVATE KEY', 'CANARY']) {
        expect(seen).not.toContain(text);
      }
    });
  });
});
