import { InputError } from '@backstage/errors';
import { Manifest } from '@slipway/plugin-gitops-common';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const manifestSchema = z
  .object({
    apiVersion: z.string().min(1),
    kind: z.string().min(1),
    metadata: z
      .object({ name: z.string().min(1), namespace: z.string().optional() })
      .passthrough(),
  })
  .passthrough();

/** The objects of a stream of YAML. `where` is named when something else is in it. */
export function parseManifests(text: string, where: string): Manifest[] {
  return parseAllDocuments(text).flatMap(document => {
    const [error] = document.errors;
    if (error) {
      throw new InputError(
        `${where} is no YAML: ${error.message.split('\n')[0]}`,
      );
    }
    const value: unknown = document.toJS();
    if (value === null || value === undefined) {
      return [];
    }
    const manifest = manifestSchema.safeParse(value);
    if (!manifest.success) {
      throw new InputError(
        `${where} has something in it that is no Kubernetes object: ${
          manifest.error.issues[0].path.join('.') || 'it'
        } is missing`,
      );
    }
    return [manifest.data as Manifest];
  });
}
