import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  createSandbox,
  type Sandbox,
} from '../../../sandbox/src/createSandbox.ts';
import { root } from '../paths.ts';
import { buildApp } from '../portal/buildApp.ts';
import { EmbeddedPortal } from '../portal/EmbeddedPortal.ts';
import { PortalClient } from '../portal/PortalClient.ts';
import { dryRun, type DryRunReport } from './dryRun.ts';
import { launch } from './launch.ts';
import { SandboxRequests } from './SandboxRequests.ts';

const canary = 'plantedCANARYd1ffs';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** What is launched, and how many manifests there are of its dev. */
const templates = [
  { template: 'fastapi-gitlab-kustomize', service: 'payments', manifests: 5 },
  { template: 'flask-github-helm', service: 'orders', manifests: 4 },
];

describe('a dry run through the portal', { timeout: 900_000 }, () => {
  let folder: string;
  let sandbox: Sandbox;
  let portal: EmbeddedPortal;

  before(async () => {
    await buildApp();
    folder = await mkdtemp(join(tmpdir(), 'slipway-dry-run-'));
    sandbox = await createSandbox({
      port: 0,
      folder: join(folder, 'sandbox'),
      pace: 0,
      // Canaries and analyses of a launch wait by its clock.
      speed: 5,
      tokenMarker: canary,
      credentials: {
        forgeToken: `glpat-${canary}-forge`,
        clusterToken: `${canary}-cluster-token`,
        webhookSecret: `${canary}-webhook-secret`,
        githubToken: `ghp_${canary}github`,
        githubPullToken: `ghp_${canary}pull`,
      },
    });
    portal = await EmbeddedPortal.start({
      folder: join(folder, 'portal'),
      // Not the usual one, where another command would take it for its own.
      portalPort: await freePort(),
      sandbox,
    });
  });
  after(async () => {
    await portal?.stop();
    await sandbox?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const optionsFor = (template: string, service: string) => ({
    client: new PortalClient(portal.url, 'developer'),
    template,
    values: {
      name: service,
      owner: 'group:default/service-team',
      description: `The ${service} service`,
      strategy: 'canary',
    },
  });

  /** A dry run that has written nothing, and shows nothing of a secret. */
  const runDry = async (template: string, service: string) => {
    const counting = await SandboxRequests.from(portal.sandboxUrl);
    const report = await dryRun({
      ...optionsFor(template, service),
      folder: join(root, 'templates', template),
    });
    const requests = await counting!.count();
    assert.deepEqual(requests.written, []);
    assert.ok(requests.reads > 30);
    const files = report.files.map(({ content }) => content.toString('utf8'));
    const text = JSON.stringify([report.steps, files]);
    for (const form of [canary, Buffer.from(canary).toString('base64url')]) {
      assert.ok(!text.includes(form.slice(0, 16)), `${form} is in the answer`);
    }
    return report;
  };

  const fileOf = (report: DryRunReport, path: string) => {
    const file = report.files.find(one => one.path === path);
    assert.ok(file, `there is no file ${path}`);
    return file.content.toString('utf8');
  };
  const sumsOf = (report: DryRunReport) =>
    report.steps
      .flatMap(({ manifests }) => manifests)
      .map(({ environment, sum }) => `${environment}: ${sum}`);

  for (const { template, service, manifests } of templates) {
    describe(template, () => {
      let expected: number;

      it('shows everything that would be created, with the manifests', async () => {
        const report = await runDry(template, service);
        assert.equal(report.counts.updated, 0);
        expected = report.counts.created;
        assert.ok(expected > 20);
        const diffs = report.steps
          .flatMap(({ items }) => items)
          .filter(({ result }) => result === 'created');
        assert.deepEqual(
          diffs.filter(({ diff }) => diff.length === 0),
          [],
        );
        const sums = sumsOf(report);
        assert.equal(sums.length, 3);
        assert.equal(sums[0], `dev: ${manifests} would create`);
        assert.match(fileOf(report, 'dry-run/dev.yaml'), /^kind: Service$/m);
        assert.match(fileOf(report, 'dry-run/dev.diff'), /\+kind: Service/);
        assert.match(
          fileOf(report, 'dry-run/step-namespaces.diff'),
          /would be created {2}quota/,
        );
      });

      it('says after the launch that all is as it would be', async () => {
        const launched = await launch({
          ...optionsFor(template, service),
          tell: () => {},
          timeoutSeconds: 300,
        });
        assert.ok(launched.succeeded, launched.error);
        const made = launched.steps.flatMap(({ items }) => items);
        // What it said before is what was done.
        assert.equal(
          made.filter(({ result }) => result === 'created').length,
          expected,
        );
        const report = await runDry(template, service);
        assert.deepEqual(
          report.steps
            .flatMap(({ items }) => items)
            .filter(
              ({ result, diff }) => result !== 'unchanged' || diff.length,
            ),
          [],
        );
        for (const sum of sumsOf(report)) {
          assert.match(sum, /^\w+: \d+ unchanged$/);
        }
      });

      it('shows exactly the lines that somebody has changed since', async () => {
        const patch = async (path: string, body: object) => {
          const response = await fetch(
            `${portal.sandboxUrl}/clusters/sandbox${path}`,
            {
              method: 'PATCH',
              headers: {
                authorization: `Bearer ${canary}-cluster-token`,
                'content-type': 'application/merge-patch+json',
              },
              body: JSON.stringify(body),
            },
          );
          assert.equal(response.status, 200, await response.text());
        };
        await patch(
          `/api/v1/namespaces/${service}-dev/resourcequotas/${service}-quota`,
          { spec: { hard: { pods: '17' } } },
        );
        await patch(
          `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${service}-production`,
          { spec: { source: { targetRevision: 'try-out' } } },
        );
        const report = await runDry(template, service);
        const changed = report.steps
          .flatMap(({ items }) => items)
          .filter(({ result }) => result !== 'unchanged')
          .map(({ result, item, diff }) => [
            result,
            item.replace(/ on .*/, ''),
            diff
              .filter(line => /^[+-]/.test(line))
              .map(line => line.replace(/^(.)\s+/, '$1')),
          ]);
        assert.deepEqual(changed, [
          [
            'updated',
            `quota ${service}-dev/${service}-quota`,
            ['-pods: "17"', '+pods: "40"'],
          ],
          [
            'updated',
            `Application argocd/${service}-production`,
            ['-targetRevision: try-out', '+targetRevision: main'],
          ],
        ]);
        assert.deepEqual(report.counts.created, 0);
      });
    });
  }
});
