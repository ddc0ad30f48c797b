import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, workspaceFiles } from '../__testUtils__/launchSteps';
import { unpackTool } from '../__testUtils__/unpackTool';
import { World } from '../__testUtils__/World';

jest.setTimeout(60_000);

const service = `apiVersion: v1
kind: Service
metadata:
  name: payments
spec:
  ports:
    - port: 80
`;
const secret = `apiVersion: v1
kind: Secret
metadata:
  name: db
stringData:
  password: planted-CANARY-manifest
`;

const overlay = (environment: string) => ({
  [`gitops/overlays/${environment}/kustomization.yaml`]: `namespace: payments-${environment}\nresources: [../../base]\n`,
});

describe('the dry run of Applications', () => {
  let world: World;
  let tools: string;
  const path = process.env.PATH;
  beforeEach(async () => {
    world = new World();
    await world.start();
    world.writeFiles({
      ...workspaceFiles,
      'gitops/base/kustomization.yaml':
        'resources: [service.yaml, secret.yaml]\n',
      'gitops/base/service.yaml': service,
      'gitops/base/secret.yaml': secret,
      ...overlay('dev'),
      ...overlay('staging'),
      ...overlay('production'),
    });
    tools = mkdtempSync(join(tmpdir(), 'tools-'));
    process.env.PATH = tools;
  });
  afterEach(async () => {
    process.env.PATH = path;
    await world.stop();
    rmSync(tools, { recursive: true });
  });

  const dryRun = () =>
    world.run(
      'delivery:argocd-application:ensure',
      { service: 'payments', sourcePath: './gitops' },
      { dryRun: true },
    );
  const said = () => world.logs.join('\n');
  const file = (name: string) =>
    readFileSync(join(world.workspace, 'dry-run', name), 'utf8');

  it('says how to have manifests rendered where nothing can', async () => {
    const { items } = await dryRun();
    expect(items.map((item: { result: string }) => item.result)).toEqual(
      Array(3).fill('created'),
    );
    expect(items[0].diff).toContain('+  name: payments-dev');
    expect(said()).toContain(
      'The manifests of dev are not rendered: there is no kustomize for the portal to render them with: ' +
        'put kustomize or kubectl on its PATH, or say where it is in delivery.launch.tools.kustomize',
    );
    expect(readdirSync(join(world.workspace, 'dry-run')).sort()).toEqual([
      'dev.diff',
      'production.diff',
      'staging.diff',
      'step-delivery-argocd-application-ensure.diff',
    ]);
  });

  it('leaves nothing in the workspace of a launch', async () => {
    await launch(world);
    expect(existsSync(join(world.workspace, 'dry-run'))).toBe(false);
    expect(said()).not.toContain('rendered');
  });

  const kubectl = unpackTool('kubectl');
  (kubectl ? describe : describe.skip)('with a real kustomize', () => {
    beforeEach(() => symlinkSync(kubectl!, join(tools, 'kubectl')));

    it('shows what Argo CD would make, and no secret', async () => {
      await dryRun();
      expect(said()).toContain('Argo CD in dev: 2 would create');
      expect(said()).toContain('would create  Secret payments-dev/db');
      expect(file('dev.yaml')).toContain('namespace: payments-dev');
      expect(file('dev.yaml')).toContain('password: ‹hidden›');
      expect(file('production.diff')).toContain(
        'would create  Service payments-production/payments',
      );
      for (const text of [said(), file('dev.yaml'), file('dev.diff')]) {
        expect(text).not.toContain('CANARY');
      }
    });

    it('follows what people have made of the repository', async () => {
      await launch(world);
      const gitops = world.gitlab.state.project('acme/payments-gitops')!;
      world.gitlab.state.addCommit(gitops, 'Listen elsewhere', {
        'base/service.yaml': service.replace('80', '8080'),
      });
      world.clusters.main.put({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          name: 'payments',
          namespace: 'payments-dev',
          resourceVersion: '7',
        },
        spec: { ports: [{ port: 80, protocol: 'TCP' }], clusterIP: '10.0.0.1' },
      });
      const before = world.gitlab.writes.length;
      await dryRun();
      expect(world.gitlab.writes).toHaveLength(before);
      expect(file('dev.diff')).toContain(
        '    would change  Service payments-dev/payments',
      );
      const changed = file('dev.diff')
        .split('\n')
        .filter(line => /^ {6}[+-] .*port/.test(line));
      expect(changed).toEqual([
        '      -    - port: 80',
        '      +    - port: 8080',
      ]);
    });
  });
});
