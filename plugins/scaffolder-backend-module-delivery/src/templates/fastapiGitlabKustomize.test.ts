import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { compareKept } from '../__testUtils__/keptExpected';
import { build, findKustomize } from '../__testUtils__/kustomize';
import {
  DryRun,
  dryRunTemplate,
  templateFolder,
} from '../__testUtils__/renderTemplate';
import { makeSound } from '../__testUtils__/makeSound';
import { World } from '../__testUtils__/World';

const sample = {
  name: 'payments',
  owner: 'group:default/service-team',
  description: 'Takes payments: cards, "wallets" & bank transfers',
};
const strategies = ['canary', 'blue-green'] as const;
const kustomize = findKustomize();

describe('the template fastapi-gitlab-kustomize', () => {
  const world = new World();
  const runs = new Map<string, DryRun>();
  const folder = mkdtempSync(join(tmpdir(), 'rendered-'));
  const text = (run: DryRun, path: string) =>
    run.files.get(path)!.toString('utf8');

  beforeAll(async () => {
    await world.start();
    makeSound(world);
    for (const strategy of strategies) {
      const { description, ...fields } = sample;
      const run = await dryRunTemplate(world, {
        ...fields,
        description: description.replaceAll('"', "'"),
        strategy,
      });
      if (run.status !== 200) {
        throw new Error(run.error);
      }
      for (const [path, content] of run.files) {
        const file = join(folder, strategy, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(
          file,
          content
            .toString('utf8')
            .replaceAll(world.gitlab.host, 'forge.example.com'),
        );
      }
      runs.set(strategy, run);
      if (kustomize) {
        for (const overlay of ['dev', 'staging', 'production']) {
          const file = join(folder, strategy, 'rendered', `${overlay}.yaml`);
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(
            file,
            build(
              kustomize,
              join(folder, strategy, 'gitops/overlays', overlay),
            ),
          );
        }
      }
    }
  }, 120_000);
  afterAll(async () => {
    await world.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(strategies)('%s: renders what is expected', strategy => {
    const expected = join(templateFolder, 'expected', strategy);
    const isCompared = (path: string) =>
      !path.endsWith('.lock') &&
      (strategy === 'canary' || !path.startsWith('app/')) &&
      (kustomize !== undefined || !path.startsWith('rendered/'));
    const { rendered, kept } = compareKept({
      rendered: join(folder, strategy),
      expected,
      isCompared,
    });
    expect(rendered).toEqual(kept);
  });

  it('leaves no sign of the template, and nothing of GitLab or the shell lost', () => {
    for (const run of runs.values()) {
      for (const [path, content] of run.files) {
        expect(path).not.toMatch(/[{}%]/);
        expect({
          path,
          left: /\$\{\{|\{%|\{#/.exec(content.toString()),
        }).toEqual({ path, left: null });
      }
    }
    const ci = text(runs.get('canary')!, 'app/.gitlab-ci.yml');
    expect(ci).toContain('IMAGE_TAG: $CI_COMMIT_SHORT_SHA-$CI_PIPELINE_IID');
  });

  it('keeps locks and scripts as they are', () => {
    for (const path of ['requirements.lock', 'ci/update-gitops.sh']) {
      expect(text(runs.get('canary')!, `app/${path}`)).toBe(
        readFileSync(join(templateFolder, 'skeleton/app', path), 'utf8'),
      );
    }
  });

  it('renders YAML that parses, and a catalog-info with the annotations', () => {
    const run = runs.get('canary')!;
    const errors = [...run.files.keys()]
      .filter(path => /\.ya?ml$/.test(path))
      .flatMap(path =>
        parseAllDocuments(text(run, path)).flatMap(document =>
          document.errors.map(error => `${path}: ${error.message}`),
        ),
      );
    expect(errors).toEqual([]);
    const entity = parse(text(run, 'app/catalog-info.yaml'));
    expect(entity).toMatchObject({
      kind: 'Component',
      metadata: {
        name: 'payments',
        description: "Takes payments: cards, 'wallets' & bank transfers",
        annotations: {
          'argocd/app-selector': 'backstage.io/kubernetes-id=payments',
          'gitlab.com/project-slug': 'acme/payments',
          'gitlab.com/instance': world.gitlab.host,
          'backstage.io/kubernetes-id': 'payments',
          'backstage.io/source-location': `url:${world.gitlab.baseUrl}/acme/payments/`,
        },
      },
      spec: { owner: 'group:default/service-team' },
    });
    expect(entity.spec.system).toBeUndefined();
  });

  it('has the jobs of the pipeline, in order, and T32: no access to a cluster', () => {
    const ci = parse(text(runs.get('canary')!, 'app/.gitlab-ci.yml'));
    const jobs = Object.entries<any>(ci)
      .filter(([name, job]) => job.stage && !name.startsWith('.'))
      .map(([name]) => name);
    expect(jobs).toEqual([
      'lint',
      'unit-tests',
      'smoke-tests',
      'build-image',
      'scan-image',
      'sign-image',
      'deploy-dev',
      'deploy-staging',
      'deploy-production',
    ]);
    expect(ci.stages).toEqual(jobs);
    expect(JSON.stringify(ci)).not.toMatch(/kubectl|kubeconfig|argocd /i);
    expect(ci['deploy-staging']).toMatchObject({
      variables: { SLIPWAY_OVERLAY: 'staging' },
      environment: { name: 'staging' },
    });
  });

  it('T05: image, probes and analysis ask the same endpoint', () => {
    const run = runs.get('canary')!;
    const rollout = parse(text(run, 'gitops/base/rollout.yaml'));
    const [container] = rollout.spec.template.spec.containers;
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      expect(container[probe].httpGet.path).toBe('/health');
    }
    expect(text(run, 'app/Dockerfile')).toMatch(/HEALTHCHECK[^#]*\/health/);
    expect(text(run, 'gitops/base/analysis-template.yaml')).toContain(
      '/health',
    );
  });

  it('T06, T07, T26, T34: tests are in the image, the venv is copied whole, owned by who runs it', () => {
    const dockerfile = text(runs.get('canary')!, 'app/Dockerfile');
    expect(dockerfile).toMatch(
      /FROM build AS test[^]*COPY tests tests[^]*pytest/,
    );
    expect(dockerfile).toContain(
      'COPY --from=build --chown=10001:10001 /opt/venv',
    );
    expect(dockerfile).toMatch(/^FROM python:3\.\d+-slim-\w+ AS base$/m);
    expect(dockerfile).toMatch(/^USER 10001:10001$/m);
    expect(dockerfile).not.toMatch(/--user\b|:latest/);
    expect(text(runs.get('canary')!, 'app/.dockerignore')).toMatch(/^\*$/m);
  });

  it('the dry run makes nothing, and says what it would', () => {
    expect(world.gitlab.writes).toEqual([]);
    const { log, output } = runs.get('canary')!;
    expect(log.join('\n')).toContain(
      'would be created  GitOps repository acme/payments-gitops',
    );
    expect(output.links).toContainEqual({
      title: 'The service',
      icon: 'catalog',
      entityRef: 'component:default/payments',
    });
  });

  it.each([
    [{ name: 'Payments' }, 'does not match pattern'],
    [{ name: 'payments', strategy: 'recreate' }, 'is not one of enum values'],
    [
      { name: 'payments', description: 'with "quotes"' },
      'does not match pattern',
    ],
  ])('refuses %j', async (fields, message) => {
    const run = await dryRunTemplate(world, {
      ...sample,
      description: 'Takes payments',
      ...fields,
    });
    expect(run.status).toBe(400);
    expect(run.error).toContain(message);
  });
});
