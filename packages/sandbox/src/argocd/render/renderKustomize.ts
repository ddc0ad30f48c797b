import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ApplicationSource } from '../model/Application.ts';
import type { Manifest } from '../model/Manifest.ts';
import { parseManifests } from './parseManifests.ts';
import type { RenderRequest } from './RenderRequest.ts';
import { runTool } from './runTool.ts';

/** `name=new/name:tag`, `name:tag` or `name@sha256:…`, as `kustomize edit set image` takes it. */
export function parseImageOverride(text: string): Record<string, string> {
  const [left, right] = text.includes('=')
    ? text.split('=', 2)
    : [undefined, text];
  const [image, digest] = right.split('@', 2);
  const colon = image.lastIndexOf(':');
  const hasTag = colon > image.lastIndexOf('/');
  const newName = hasTag ? image.slice(0, colon) : image;
  return {
    name: left ?? newName,
    newName,
    ...(hasTag ? { newTag: image.slice(colon + 1) } : {}),
    ...(digest ? { digest } : {}),
  };
}

/** What the Application adds to a kustomization, as a kustomization around it. */
export function wrapKustomization(
  options: NonNullable<ApplicationSource['kustomize']>,
  resource: string,
): Record<string, unknown> | undefined {
  const { images, commonLabels, replicas, ...rest } = options;
  const added = {
    ...rest,
    ...(images?.length ? { images: images.map(parseImageOverride) } : {}),
    ...(commonLabels
      ? { labels: [{ pairs: commonLabels, includeSelectors: true }] }
      : {}),
    ...(replicas?.length
      ? {
          replicas: replicas.map(each => ({
            ...each,
            count: Number(each.count),
          })),
        }
      : {}),
  };
  return Object.keys(added).length > 0
    ? {
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: [resource],
        ...added,
      }
    : undefined;
}

/** Builds a kustomization with the real tool. */
export async function renderKustomize(
  folder: string,
  request: RenderRequest,
): Promise<Manifest[]> {
  const build = async (target: string) => {
    const output = await runTool(
      [...request.tools.kustomize, target],
      `kustomize build ${folder}`,
      request,
      { cwd: target },
    );
    return parseManifests(output, request.source.path ?? '.');
  };
  const wrapper = wrapKustomization(
    request.source.kustomize ?? {},
    `../${basename(folder)}`,
  );
  if (!wrapper) {
    return build(folder);
  }
  const around = await mkdtemp(join(folder, '..', '.argocd-'));
  try {
    await writeFile(
      join(around, 'kustomization.yaml'),
      JSON.stringify(wrapper),
    );
    return await build(around);
  } finally {
    await rm(around, { recursive: true, force: true });
  }
}
