import { InputError } from '@backstage/errors';
import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  stringify,
  YAMLMap,
} from 'yaml';
import { assertImmutableTag } from '../images';

/**
 * The kustomization with another `newTag` for an image. Every other byte stays as it is: comments,
 * order, quotes and line ends.
 *
 * @public
 */
export function setImageTag(
  kustomization: string,
  image: { name: string; newTag: string },
): string {
  assertImmutableTag(image.newTag);
  const entry = findImage(kustomization, image.name);
  const tag = entry.get('newTag', true);
  // Quoted also where only YAML 1.1, which kustomize reads, would take it for a number.
  const value = stringify(image.newTag, { version: '1.1' }).trim();
  if (isScalar(tag) && tag.range) {
    const [start, end] = tag.range;
    return kustomization.slice(0, start) + value + kustomization.slice(end);
  }
  const name = entry.get('name', true);
  if (!isScalar(name) || !name.range || entry.flow) {
    throw new InputError(
      `The image "${image.name}" has no newTag to change; write it as a block with name, newName and newTag`,
    );
  }
  const at = name.range[1];
  const lineStart = kustomization.lastIndexOf('\n', name.range[0]) + 1;
  // Under `- name:` the keys stand two columns further right than the dash.
  const indent = kustomization
    .slice(lineStart, name.range[0])
    .replace(/-/, ' ')
    .replace(/name:.*$/, '');
  return `${kustomization.slice(
    0,
    at,
  )}\n${indent}newTag: ${value}${kustomization.slice(at)}`;
}

/**
 * The `newTag` of an image; undefined when it has none.
 *
 * @public
 */
export function readImageTag(
  kustomization: string,
  name: string,
): string | undefined {
  const tag = findImage(kustomization, name).get('newTag');
  return tag === undefined || tag === null ? undefined : String(tag);
}

function findImage(kustomization: string, name: string): YAMLMap {
  // Every scalar stays text: as a number a tag such as 0012 would lose its zeros.
  const document = parseDocument(kustomization, { schema: 'failsafe' });
  if (document.errors.length > 0) {
    throw new InputError(
      `The kustomization is not YAML: ${document.errors[0].message}`,
    );
  }
  const images = document.get('images');
  const found = isSeq(images)
    ? images.items.filter(
        (item): item is YAMLMap => isMap(item) && item.get('name') === name,
      )
    : [];
  if (found.length !== 1) {
    throw new InputError(
      `The kustomization has ${found.length} images named "${name}", where one is needed`,
    );
  }
  return found[0];
}
