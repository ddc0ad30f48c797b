import { stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import type { Manifest } from '../model/Manifest.ts';
import { SourceError } from '../source/SourceError.ts';
import { renderDirectory } from './renderDirectory.ts';
import { renderHelm } from './renderHelm.ts';
import { renderKustomize } from './renderKustomize.ts';
import type { RenderRequest } from './RenderRequest.ts';

export type SourceType = 'Kustomize' | 'Helm' | 'Directory';

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isFile(),
    () => false,
  );
}

/** The folder of a source inside its checkout; nothing outside of it is ever read. */
export async function sourceFolder(request: RenderRequest): Promise<string> {
  const path = request.source.path ?? '.';
  const folder = join(request.root, path);
  if (isAbsolute(path) || relative(request.root, folder).startsWith('..')) {
    throw new SourceError(`${path}: app path is outside of root`);
  }
  const found = await stat(folder).catch(() => undefined);
  if (!found) {
    throw new SourceError(`${path}: app path does not exist`);
  }
  if (!found.isDirectory()) {
    throw new SourceError(`${path}: app path is not a directory`);
  }
  return folder;
}

/** What tool a folder asks for. */
export async function detectSourceType(
  folder: string,
  request: RenderRequest,
): Promise<SourceType> {
  const { source } = request;
  if (source.kustomize) {
    return 'Kustomize';
  }
  if (source.helm) {
    return 'Helm';
  }
  if (source.directory) {
    return 'Directory';
  }
  if (await isFile(join(folder, 'Chart.yaml'))) {
    return 'Helm';
  }
  for (const name of [
    'kustomization.yaml',
    'kustomization.yml',
    'Kustomization',
  ]) {
    if (await isFile(join(folder, name))) {
      return 'Kustomize';
    }
  }
  return 'Directory';
}

/** The manifests of a source. */
export async function renderSource(
  request: RenderRequest,
): Promise<{ type: SourceType; manifests: Manifest[] }> {
  const folder = await sourceFolder(request);
  const type = await detectSourceType(folder, request);
  switch (type) {
    case 'Kustomize':
      return { type, manifests: await renderKustomize(folder, request) };
    case 'Helm':
      return { type, manifests: await renderHelm(folder, request) };
    case 'Directory':
      return { type, manifests: await renderDirectory(folder, request) };
    default:
      return type satisfies never;
  }
}
