import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../model/Manifest.ts';
import { SourceError } from '../source/SourceError.ts';

function isManifest(value: any): value is Manifest {
  return (
    typeof value?.apiVersion === 'string' &&
    typeof value?.kind === 'string' &&
    typeof (value?.metadata?.name ?? value?.metadata?.generateName) === 'string'
  );
}

/** The objects of a YAML stream; lists are taken apart. */
export function parseManifests(text: string, where: string): Manifest[] {
  return parseAllDocuments(text).flatMap(document => {
    if (document.errors.length > 0) {
      throw new SourceError(
        `Failed to unmarshal "${where}": ${
          document.errors[0].message.split('\n')[0]
        }`,
      );
    }
    const value = document.toJS();
    if (value === null || value === undefined) {
      return [];
    }
    if (typeof value.kind === 'string' && Array.isArray(value.items)) {
      return value.items.filter(isManifest);
    }
    if (!isManifest(value)) {
      throw new SourceError(
        `Failed to unmarshal "${where}": Object 'Kind' is missing in '${JSON.stringify(
          value,
        ).slice(0, 200)}'`,
      );
    }
    return [value];
  });
}
