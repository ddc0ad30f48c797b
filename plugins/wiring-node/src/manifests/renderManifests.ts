import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Manifest } from '@slipway/plugin-gitops-common';
import { parse } from 'yaml';
import { RenderingTool, RenderingTools } from './findTools';
import { parseManifests } from './parseManifests';
import { refusesRemote } from './refusesRemote';
import { runTool } from './runTool';

/**
 * One Application's part of a GitOps repository.
 *
 * @public
 */
export interface RenderSource {
  /** The files of the repository. */
  files: ReadonlyMap<string, Buffer>;
  /** Where in it, and with which files of values, as the Application says. */
  path: string;
  valueFiles?: string[];
  /** By this name Argo CD makes a release of a chart. */
  application: string;
  namespace: string;
}

/** @public */
export type Rendering =
  | { kind: 'rendered'; manifests: Manifest[] }
  /** Why not, with what to do about it. */
  | { kind: 'not-rendered'; why: string };

/**
 * Renders manifests as Argo CD would, with the real tools, in a folder of their own.
 *
 * @public
 */
export async function renderManifests(
  source: RenderSource,
  options: { tools: RenderingTools; signal?: AbortSignal },
): Promise<Rendering> {
  const tool = toolOf(source);
  if (tool === undefined) {
    return { kind: 'rendered', manifests: plainManifests(source) };
  }
  const command = options.tools[tool];
  if (!command) {
    return { kind: 'not-rendered', why: missingTool(tool) };
  }
  const remote =
    tool === 'helm' ? missingCharts(source) : refusesRemote(source.files);
  if (remote) {
    return {
      kind: 'not-rendered',
      why: `${remote}, and a dry run fetches nothing`,
    };
  }
  const scratch = await fs.mkdtemp(join(tmpdir(), 'slipway-render-'));
  try {
    const root = join(scratch, 'repository');
    await writeFiles(root, source.files);
    const folder = resolveSafeChildPath(root, source.path);
    const words =
      tool === 'helm'
        ? [...command, ...helmArguments(source, root, folder)]
        : [...command, folder];
    const text = await runTool(words, {
      title: `${tool} of ${source.path} for ${source.application}`,
      cwd: root,
      scratch: join(scratch, 'home'),
      signal: options.signal,
    });
    return {
      kind: 'rendered',
      manifests: parseManifests(text, `What ${tool} makes of ${source.path}`),
    };
  } finally {
    await fs.rm(scratch, { recursive: true, force: true });
  }
}

function toolOf(source: RenderSource): RenderingTool | undefined {
  const has = (name: string) =>
    source.files.has(posix.normalize(posix.join(source.path, name)));
  if (source.valueFiles || has('Chart.yaml')) {
    return 'helm';
  }
  return ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some(has)
    ? 'kustomize'
    : undefined;
}

function plainManifests({ files, path }: RenderSource): Manifest[] {
  const folder = posix.normalize(path);
  const found = [...files].filter(
    ([file]) => posix.dirname(file) === folder && /\.(ya?ml|json)$/.test(file),
  );
  if (found.length === 0) {
    throw new InputError(
      `There are no manifests in ${path} of the GitOps repository`,
    );
  }
  return found.flatMap(([file, content]) =>
    parseManifests(content.toString('utf8'), file),
  );
}

function missingTool(tool: RenderingTool): string {
  const programs = tool === 'helm' ? 'helm' : 'kustomize or kubectl';
  return (
    `there is no ${tool} for the portal to render them with: put ${programs} on its PATH, ` +
    `or say where it is in delivery.launch.tools.${tool}`
  );
}

function missingCharts({ files, path }: RenderSource): string | undefined {
  const file = posix.normalize(posix.join(path, 'Chart.yaml'));
  const chart = parse(files.get(file)?.toString('utf8') ?? '') as {
    dependencies?: unknown[];
  } | null;
  const charts = posix.normalize(posix.join(path, 'charts/'));
  return chart?.dependencies?.length &&
    ![...files.keys()].some(name => name.startsWith(charts))
    ? `${file} depends on charts that are not in the repository`
    : undefined;
}

function helmArguments(
  { valueFiles = [], application, namespace, path, files }: RenderSource,
  root: string,
  folder: string,
): string[] {
  return [
    'template',
    application,
    folder,
    '--namespace',
    namespace,
    '--include-crds',
    ...valueFiles.flatMap(name => {
      const file = posix.normalize(
        name.startsWith('/') ? name.slice(1) : posix.join(path, name),
      );
      if (!files.has(file)) {
        throw new InputError(
          `The file of values ${file} is not in the GitOps repository`,
        );
      }
      return ['--values', join(root, file)];
    }),
  ];
}

async function writeFiles(
  root: string,
  files: ReadonlyMap<string, Buffer>,
): Promise<void> {
  await fs.mkdir(root);
  for (const [path, content] of files) {
    const file = resolveSafeChildPath(root, path);
    await fs.mkdir(dirname(file), { recursive: true });
    await fs.writeFile(file, content);
  }
}
