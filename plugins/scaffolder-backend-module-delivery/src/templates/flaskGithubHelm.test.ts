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
import { createActions } from '../actions';
import { findHelm, runHelm } from '../__testUtils__/helm';
import { compareKept } from '../__testUtils__/keptExpected';
import {
  DryRun,
  dryRunTemplate,
  folderOf,
  readTemplate,
} from '../__testUtils__/renderTemplate';
import { renderingSteps } from '../__testUtils__/renderingSteps';
import { World } from '../__testUtils__/World';

const templateFolder = folderOf('flask-github-helm');
const environments = ['dev', 'staging', 'production'];
const helm = findHelm();

/** What `delivery:plan:resolve` puts out for a service on github.com. */
const plan = {
  host: 'github.com',
  registryHost: 'ghcr.io',
  image: 'ghcr.io/acme/payments',
  names: { pullSecret: 'payments-registry' },
  entityRef: 'component:default/payments',
  argocdSelector: 'backstage.io/kubernetes-id=payments',
  appRepository: 'acme/payments',
  gitopsRepository: 'acme/payments-gitops',
  appUrl: 'https://github.com/acme/payments',
  gitopsUrl: 'https://github.com/acme/payments-gitops',
  namespaces: Object.fromEntries(
    environments.map(name => [name, `payments-${name}`]),
  ),
};

describe('the template flask-github-helm', () => {
  const world = new World();
  const folder = mkdtempSync(join(tmpdir(), 'rendered-'));
  let run: DryRun;
  const text = (path: string) => run.files.get(path)!.toString('utf8');
  const template = (environment: string, ...more: string[]) =>
    runHelm(helm!, [
      'template',
      `payments-${environment}`,
      join(folder, 'gitops/chart'),
      '--namespace',
      `payments-${environment}`,
      '--values',
      join(folder, `gitops/chart/values-${environment}.yaml`),
      ...more,
    ]);

  beforeAll(async () => {
    await world.start();
    run = await dryRunTemplate(
      world,
      {
        name: 'payments',
        owner: 'group:default/service-team',
        description: "Takes payments: cards, 'wallets' & bank transfers",
      },
      templateFolder,
      renderingSteps(readTemplate(templateFolder), plan),
    );
    if (run.status !== 200) {
      throw new Error(run.error);
    }
    const write = (path: string, content: string | Buffer) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    };
    run.files.forEach((content, path) => write(path, content));
    for (const environment of helm ? environments : []) {
      write(`rendered/${environment}.yaml`, template(environment).output);
    }
  }, 120_000);
  afterAll(async () => {
    await world.stop();
    rmSync(folder, { recursive: true });
  });

  it('renders what is expected', () => {
    const { rendered, kept } = compareKept({
      rendered: folder,
      expected: join(templateFolder, 'expected/default'),
      isCompared: path =>
        !path.endsWith('.lock') &&
        (helm !== undefined || !path.startsWith('rendered/')),
    });
    expect(rendered).toEqual(kept);
  });

  it("leaves no sign of the template, and nothing of GitHub's or Helm's lost", () => {
    for (const [path, content] of run.files) {
      expect(path).not.toMatch(/[{}%]/);
      expect({
        path,
        left: /\{%|\{#|\$\{\{ ?values/.exec(content.toString()),
      }).toEqual({ path, left: null });
    }
    expect(text('app/.github/workflows/ci.yml')).toContain(
      'tags: ${{ env.IMAGE }}:${{ steps.tag.outputs.tag }}',
    );
    expect(text('gitops/chart/templates/service.yaml')).toContain(
      'name: {{ .Chart.Name }}',
    );
  });

  it('gives each action what it takes, and the forge wherever one is meant', () => {
    const actions = new Map(
      createActions(world.deps()).map(action => [
        action.id as string,
        action.schema?.input as
          | { properties?: object; required?: string[] }
          | undefined,
      ]),
    );
    const { steps } = readTemplate(templateFolder).spec;
    const own = steps.filter(({ action }: any) =>
      action.startsWith('delivery:'),
    );
    expect(own.length).toBeGreaterThan(15);
    for (const { id, action, input = {} } of own) {
      const taken = Object.keys(actions.get(action)?.properties ?? {});
      const unknown = Object.keys(input).filter(key => !taken.includes(key));
      const missing = (actions.get(action)?.required ?? []).filter(
        key => !(key in input),
      );
      expect({ id, action: actions.has(action), unknown, missing }).toEqual({
        id,
        action: true,
        unknown: [],
        missing: [],
      });
      expect({ id, forge: input.forge }).toEqual({
        id,
        forge: taken.includes('forge') ? 'github' : undefined,
      });
    }
  });

  it('keeps locks and scripts as they are', () => {
    for (const path of [
      'requirements.lock',
      'requirements-dev.lock',
      'ci/update-gitops.sh',
      'ci/end-to-end.sh',
    ]) {
      expect(text(`app/${path}`)).toBe(
        readFileSync(join(templateFolder, 'skeleton/app', path), 'utf8'),
      );
    }
  });

  it('renders YAML that parses, and a catalog-info with the annotations', () => {
    const errors = [...run.files.keys()]
      .filter(path => /\.ya?ml$/.test(path) && !path.includes('/templates/'))
      .flatMap(path =>
        parseAllDocuments(text(path)).flatMap(document =>
          document.errors.map(error => `${path}: ${error.message}`),
        ),
      );
    expect(errors).toEqual([]);
    expect(parse(text('app/catalog-info.yaml'))).toMatchObject({
      kind: 'Component',
      metadata: {
        name: 'payments',
        description: "Takes payments: cards, 'wallets' & bank transfers",
        annotations: {
          'argocd/app-selector': 'backstage.io/kubernetes-id=payments',
          'github.com/project-slug': 'acme/payments',
          'backstage.io/kubernetes-id': 'payments',
          'backstage.io/source-location':
            'url:https://github.com/acme/payments/',
        },
      },
      spec: { owner: 'group:default/service-team' },
    });
  });

  describe('the workflow', () => {
    const ci = () => parse(text('app/.github/workflows/ci.yml'));
    const steps = (job: string): any[] => ci().jobs[job].steps;

    it('has five stages, and an environment for each deploy job, in the order of promotion', () => {
      expect(
        Object.entries<any>(ci().jobs).map(
          ([name, { needs, environment }]) => ({
            name,
            after: [needs ?? []].flat(),
            environment,
          }),
        ),
      ).toEqual([
        { name: 'lint', after: [] },
        { name: 'test', after: ['lint'] },
        { name: 'image', after: ['test'] },
        { name: 'end-to-end', after: ['image'] },
        {
          name: 'deploy-dev',
          after: ['image', 'end-to-end'],
          environment: 'dev',
        },
        {
          name: 'deploy-staging',
          after: ['image', 'deploy-dev'],
          environment: 'staging',
        },
        {
          name: 'deploy-production',
          after: ['image', 'deploy-staging'],
          environment: 'production',
        },
      ]);
    });

    it('T14: reads the default branch from the repository', () => {
      expect(ci().jobs.image.if).toContain(
        'github.ref_name == github.event.repository.default_branch',
      );
      expect(text('app/.github/workflows/ci.yml')).not.toMatch(
        /\b(main|master)\b/,
      );
    });

    it('T19: names the image after commit and run, for two architectures', () => {
      expect(steps('image').find(({ id }) => id === 'tag').run).toBe(
        'echo "tag=$(git rev-parse --short=7 HEAD)-$GITHUB_RUN_NUMBER" >> "$GITHUB_OUTPUT"',
      );
      expect(
        steps('image').find(({ with: given }) => given?.push).with,
      ).toMatchObject({
        platforms: 'linux/amd64,linux/arm64',
        tags: '${{ env.IMAGE }}:${{ steps.tag.outputs.tag }}',
      });
      expect(ci().env).toMatchObject({ IMAGE: 'ghcr.io/acme/payments' });
    });

    it('T20: looks the image up before it is asked for', () => {
      for (const environment of environments) {
        const names = steps(`deploy-${environment}`).map(({ run: it }) => it);
        const lookUp = names.findIndex(it =>
          it?.includes('imagetools inspect'),
        );
        expect(lookUp).toBeGreaterThan(-1);
        expect(names.indexOf('sh ci/update-gitops.sh')).toBeGreaterThan(lookUp);
      }
    });

    it("T28: writes the package with the job's own token, which nothing else gets to write with", () => {
      const { jobs, permissions } = ci();
      expect(permissions).toEqual({ contents: 'read' });
      expect(
        Object.entries<any>(jobs)
          .filter(([, job]) =>
            JSON.stringify(job.permissions ?? {}).includes('write'),
          )
          .map(([name, job]) => [name, job.permissions]),
      ).toEqual([['image', { contents: 'read', packages: 'write' }]]);
      expect(text('app/.github/workflows/ci.yml')).toContain(
        'org.opencontainers.image.source=',
      );
    });

    it('T29, T16: has one secret, the key to the GitOps repository, and hands it to no script', () => {
      const workflow = text('app/.github/workflows/ci.yml');
      expect(new Set(workflow.match(/secrets\.\w+/g))).toEqual(
        new Set(['secrets.GITOPS_SSH_KEY']),
      );
      for (const job of Object.values<any>(ci().jobs)) {
        for (const step of job.steps) {
          expect(JSON.stringify(step.env ?? {})).not.toContain('secrets.');
          expect(step.run ?? '').not.toMatch(/secrets\.|github\.token/);
        }
      }
    });

    it('T32: reaches no cluster but the one that is thrown away', () => {
      const jobs = Object.entries<any>(ci().jobs).filter(
        ([name]) => name !== 'end-to-end',
      );
      expect(JSON.stringify(jobs)).not.toMatch(
        /kubectl|kubeconfig|argocd|helm/i,
      );
      expect(
        steps('end-to-end').some(({ uses }) =>
          uses?.startsWith('helm/kind-action@'),
        ),
      ).toBe(true);
    });

    it('puts no expression into a script, where a branch name could end a command', () => {
      for (const path of [
        'app/.github/workflows/ci.yml',
        'gitops/.github/workflows/validate.yml',
      ]) {
        for (const job of Object.values<any>(parse(text(path)).jobs)) {
          for (const step of job.steps) {
            expect(step.run ?? '').not.toContain('${{');
          }
        }
      }
    });

    it.each([
      'app/.github/workflows/ci.yml',
      'gitops/.github/workflows/validate.yml',
    ])(
      '%s: takes actions by their commit, ends every job, and leaves credentials where they are needed only',
      path => {
        const jobs = Object.values<any>(parse(text(path)).jobs);
        for (const job of jobs) {
          expect(job['timeout-minutes']).toBeGreaterThan(0);
          expect(job['runs-on']).toMatch(/^ubuntu-\d+\.\d+$/);
        }
        const used = jobs.flatMap(job =>
          job.steps
            .filter(({ uses }: any) => uses)
            .map((step: any) => ({ ...step, isDeploy: !!job.environment })),
        );
        expect(used.length).toBeGreaterThan(3);
        for (const { uses, with: given, isDeploy } of used) {
          expect(uses).toMatch(/^[\w./-]+@[0-9a-f]{40}$/);
          const keeps =
            uses.startsWith('actions/checkout@') &&
            given?.['persist-credentials'] !== false;
          expect(keeps).toBe(isDeploy && given?.path === 'gitops');
        }
      },
    );
  });

  it('T05: image and probes ask the same endpoint', () => {
    const deployment = text('gitops/chart/templates/deployment.yaml');
    expect(deployment.match(/path: \/health/g)).toHaveLength(3);
    expect(text('app/Dockerfile')).toMatch(/HEALTHCHECK[^#]*\/health/);
    expect(text('app/ci/end-to-end.sh')).toContain('HEALTH_BREAK');
  });

  it('T06, T07, T26, T27, T34: tests are in the image, the venv is copied whole, owned by who runs Gunicorn', () => {
    const dockerfile = text('app/Dockerfile');
    expect(dockerfile).toMatch(
      /FROM build AS test[^]*COPY tests tests[^]*pytest/,
    );
    expect(dockerfile).toContain(
      'COPY --from=build --chown=10001:10001 /opt/venv',
    );
    expect(dockerfile).toMatch(/^FROM python:3\.\d+-slim-\w+ AS base$/m);
    expect(dockerfile).toMatch(/^USER 10001:10001$/m);
    expect(dockerfile).toMatch(/^CMD \["gunicorn"/m);
    expect(dockerfile).not.toMatch(/--user\b|:latest|flask run/);
    expect(text('app/.dockerignore')).toMatch(/^\*$/m);
  });

  it('T30: every dependency is locked, with its hash', () => {
    for (const lock of ['app/requirements.lock', 'app/requirements-dev.lock']) {
      const packages = text(lock).match(/^[\w.-]+==[^\n]+\\\n +--hash=/gm);
      expect(packages).toHaveLength(text(lock).match(/^[^ #\n]/gm)!.length);
    }
  });

  it('T17, T18: the Applications name files of values, and each tag stands in one of them', () => {
    const { input } = readTemplate(templateFolder).spec.steps.find(
      ({ action }: any) => action === 'delivery:argocd-application:ensure',
    );
    expect(input).toMatchObject({
      path: 'chart',
      valueFiles: ['values-{{environment}}.yaml'],
    });
    expect(parse(text('gitops/chart/values.yaml')).image.tag).toBe('');
    for (const environment of environments) {
      expect(
        parse(text(`gitops/chart/values-${environment}.yaml`)),
      ).toMatchObject({ environment, image: { tag: 'not-built-yet' } });
    }
  });

  const withHelm = helm ? describe : describe.skip;
  withHelm('the chart', () => {
    it.each(environments)('passes its own lint for %s', environment => {
      const { status, output } = runHelm(helm!, [
        'lint',
        '--strict',
        join(folder, 'gitops/chart'),
        '--values',
        join(folder, `gitops/chart/values-${environment}.yaml`),
      ]);
      expect({ status, output }).toMatchObject({ status: 0 });
    });

    it.each([
      ['latest', "'not' failed"],
      ['production', "'not' failed"],
      ['a tag', 'does not match pattern'],
    ])('T19: refuses the tag %s', (tag, message) => {
      const { status, output } = template('dev', '--set', `image.tag=${tag}`);
      expect(status).not.toBe(0);
      expect(output).toContain(message);
    });

    it('refuses a key that nothing reads, rather than leave it without effect', () => {
      const { status, output } = template('dev', '--set', 'replicas=3');
      expect(status).not.toBe(0);
      expect(output).toContain("additional properties 'replicas' not allowed");
    });

    it.each(environments)(
      'runs %s without a right that it does not need',
      environment => {
        const objects = parseAllDocuments(template(environment).output).map(
          it => it.toJS(),
        );
        expect(objects.map(({ kind }) => kind).sort()).toEqual([
          'Deployment',
          'HorizontalPodAutoscaler',
          'Service',
          'ServiceAccount',
        ]);
        for (const { metadata } of objects) {
          expect(metadata).toMatchObject({
            name: 'payments',
            namespace: `payments-${environment}`,
            labels: {
              'backstage.io/kubernetes-id': 'payments',
              'slipway.dev/environment': environment,
            },
          });
        }
        const { spec } = objects.find(({ kind }) => kind === 'Deployment');
        expect(spec.replicas).toBeUndefined();
        expect(spec.template.spec).toMatchObject({
          serviceAccountName: 'payments',
          automountServiceAccountToken: false,
          imagePullSecrets: [{ name: 'payments-registry' }],
          securityContext: { runAsNonRoot: true, runAsUser: 10001 },
          containers: [
            {
              image: 'ghcr.io/acme/payments:not-built-yet',
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
              resources: {
                requests: { memory: '128Mi' },
                limits: { memory: '256Mi' },
              },
            },
          ],
        });
      },
    );
  });
});
