import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderManifests, RenderSource } from './renderManifests';

const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: payments\n';

const sourceOf = (
  files: Record<string, string>,
  more: Partial<RenderSource> = {},
): RenderSource => ({
  files: new Map(
    Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]),
  ),
  path: 'overlays/dev',
  application: 'payments-dev',
  namespace: 'payments-dev',
  ...more,
});

const kustomization = (text: string) =>
  sourceOf({
    'overlays/dev/kustomization.yaml': text,
    'base/kustomization.yaml': 'resources: [service.yaml]\n',
    'base/service.yaml': service,
  });

describe('rendering manifests', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tools-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const program = (body: string) => {
    const file = join(folder, 'program');
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  /** Says how it was called, as a manifest. */
  const echo = () =>
    program(
      'echo "apiVersion: v1"; echo "kind: ConfigMap"; echo "metadata: { name: x }"; echo "data:"; echo "  words: $*"',
    );
  const wordsOf = (rendering: Awaited<ReturnType<typeof renderManifests>>) =>
    rendering.kind === 'rendered'
      ? (rendering.manifests[0].data as { words: string }).words.replace(
          /\/\S*\/repository/g,
          'ROOT',
        )
      : rendering.why;

  it('builds a kustomization', async () => {
    const tools = { kustomize: [echo(), 'build'] };
    expect(
      wordsOf(
        await renderManifests(kustomization('resources: [../../base]\n'), {
          tools,
        }),
      ),
    ).toBe('build ROOT/overlays/dev');
  });

  it('makes a release of a chart as Argo CD does', async () => {
    const source = sourceOf(
      {
        'chart/Chart.yaml': 'name: payments\n',
        'chart/values-dev.yaml': 'a: b\n',
        'shared/values.yaml': 'a: c\n',
      },
      { path: 'chart', valueFiles: ['values-dev.yaml', '/shared/values.yaml'] },
    );
    expect(
      wordsOf(await renderManifests(source, { tools: { helm: [echo()] } })),
    ).toBe(
      'template payments-dev ROOT/chart --namespace payments-dev --include-crds ' +
        '--values ROOT/chart/values-dev.yaml --values ROOT/shared/values.yaml',
    );
  });

  it('refuses a file of values that is not in the repository', async () => {
    await expect(
      renderManifests(
        sourceOf(
          { 'chart/Chart.yaml': 'name: payments\n' },
          { path: 'chart', valueFiles: ['../../../etc/passwd'] },
        ),
        { tools: { helm: [echo()] } },
      ),
    ).rejects.toThrow('is not in the GitOps repository');
  });

  it('takes plain manifests as they are', async () => {
    const source = sourceOf(
      {
        'k8s/service.yaml': service,
        'k8s/deeper/other.yaml': 'not: taken\n',
        'k8s/README.md': 'words',
      },
      { path: 'k8s' },
    );
    expect(await renderManifests(source, { tools: {} })).toMatchObject({
      kind: 'rendered',
      manifests: [{ kind: 'Service', metadata: { name: 'payments' } }],
    });
  });

  it('says what to do when there is no tool', async () => {
    expect(
      await renderManifests(kustomization('resources: [../../base]\n'), {
        tools: {},
      }),
    ).toEqual({
      kind: 'not-rendered',
      why:
        'there is no kustomize for the portal to render them with: put kustomize or kubectl on its PATH, ' +
        'or say where it is in delivery.launch.tools.kustomize',
    });
  });

  it.each([
    'resources: ["https://example.com/all.yaml"]',
    'resources: ["github.com/acme/base?ref=v1"]',
    'resources: ["../../../outside"]',
    'components: ["git@github.com:acme/base.git"]',
    'patches: [{ path: "http://127.0.0.1:8080/latest/meta-data" }]',
    'configMapGenerator: [{ name: x, files: ["http://169.254.169.254/"] }]',
  ])('fetches nothing: %s', async text => {
    const rendering = await renderManifests(kustomization(`${text}\n`), {
      tools: { kustomize: [program('exit 1'), 'build'] },
    });
    expect(wordsOf(rendering)).toMatch(
      /^overlays\/dev\/kustomization.yaml names .*, which is not in the repository, and a dry run fetches nothing$/,
    );
  });

  it('lets an annotation have an address', async () => {
    const tools = { kustomize: [echo(), 'build'] };
    expect(
      await renderManifests(
        kustomization(
          'resources: [../../base]\ncommonAnnotations: { link: "https://example.com" }\n',
        ),
        { tools },
      ),
    ).toMatchObject({ kind: 'rendered' });
  });

  it('does not fetch the charts that a chart depends on', async () => {
    const source = sourceOf(
      {
        'chart/Chart.yaml':
          'name: payments\ndependencies: [{ name: redis, repository: "https://example.com" }]\n',
      },
      { path: 'chart' },
    );
    expect(
      wordsOf(await renderManifests(source, { tools: { helm: [echo()] } })),
    ).toBe(
      'chart/Chart.yaml depends on charts that are not in the repository, and a dry run fetches nothing',
    );
  });

  it('refuses what is no manifest', async () => {
    const tools = { kustomize: [program('echo "a: b"'), 'build'] };
    await expect(
      renderManifests(kustomization('resources: [../../base]\n'), { tools }),
    ).rejects.toThrow(
      'What kustomize makes of overlays/dev has something in it that is no Kubernetes object',
    );
  });
});
