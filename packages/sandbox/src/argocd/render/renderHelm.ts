import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Manifest } from '../model/Manifest.ts';
import { SourceError } from '../source/SourceError.ts';
import { parseManifests } from './parseManifests.ts';
import type { RenderRequest } from './RenderRequest.ts';
import { runTool } from './runTool.ts';

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** A value file beside the chart, or in a source that is referred to by `$name`. */
async function valueFile(
  folder: string,
  name: string,
  request: RenderRequest,
): Promise<string | undefined> {
  const reference = /^\$([\w-]+)\/(.+)$/.exec(name);
  const base = reference
    ? request.references?.[reference[1]]
    : isAbsolute(name)
    ? request.root
    : folder;
  const root = reference ? base : request.root;
  if (base === undefined || root === undefined) {
    throw new SourceError(
      `source referenced ${JSON.stringify(
        name,
      )}, but no source has a 'ref' key set to that value`,
    );
  }
  const file = join(base, reference ? reference[2] : name);
  if (relative(root, file).startsWith('..')) {
    throw new SourceError(
      `error resolving helm value files: value file '${name}' resolved to outside repository root`,
    );
  }
  const isSkipped =
    request.source.helm?.ignoreMissingValueFiles && !(await exists(file));
  return isSkipped ? undefined : file;
}

async function fetchDependencies(
  folder: string,
  request: RenderRequest,
  env: Record<string, string>,
): Promise<void> {
  const chart = parse(await readFile(join(folder, 'Chart.yaml'), 'utf8'));
  if (chart?.dependencies?.length && !(await exists(join(folder, 'charts')))) {
    await runTool(
      [...request.tools.helm, 'dependency', 'build', folder],
      'helm dependency build',
      request,
      { cwd: folder, env },
    );
  }
}

/** Renders a chart with the real tool. */
export async function renderHelm(
  folder: string,
  request: RenderRequest,
): Promise<Manifest[]> {
  const { helm = {} } = request.source;
  const scratch = await mkdtemp(join(tmpdir(), 'argocd-helm-'));
  const env = {
    HELM_CACHE_HOME: join(scratch, 'cache'),
    HELM_CONFIG_HOME: join(scratch, 'config'),
    HELM_DATA_HOME: join(scratch, 'data'),
  };
  try {
    if (!(await exists(join(folder, 'Chart.yaml')))) {
      throw new SourceError(
        `\`helm template\` failed exit status 1: Error: Chart.yaml file is missing`,
      );
    }
    await fetchDependencies(folder, request, env);
    const args = [
      'template',
      helm.releaseName ?? request.application,
      folder,
      '--namespace',
      helm.namespace ?? request.namespace,
      ...(helm.skipCrds ? [] : ['--include-crds']),
    ];
    for (const name of helm.valueFiles ?? []) {
      const file = await valueFile(folder, name, request);
      if (file) {
        args.push('--values', file);
      }
    }
    // An object makes the text of the same meaning ineffective.
    const inline = helm.valuesObject
      ? stringify(helm.valuesObject)
      : helm.values;
    if (inline) {
      const file = join(scratch, 'values.yaml');
      await writeFile(file, inline);
      args.push('--values', file);
    }
    for (const { name, value = '', forceString } of helm.parameters ?? []) {
      const escaped = value.replaceAll(',', '\\,');
      args.push(forceString ? '--set-string' : '--set', `${name}=${escaped}`);
    }
    const output = await runTool(
      [...request.tools.helm, ...args],
      `helm template . --name-template ${
        helm.releaseName ?? request.application
      } --namespace ${request.namespace}`,
      request,
      { cwd: folder, env },
    );
    return parseManifests(output, request.source.path ?? '.');
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
