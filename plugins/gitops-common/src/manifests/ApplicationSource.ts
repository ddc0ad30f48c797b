import { InputError } from '@backstage/errors';
import { z } from 'zod';

/**
 * Where an Application's manifests are. Values of a chart come from files in git only.
 *
 * @public
 */
export interface ApplicationSource {
  repoURL: string;
  targetRevision: string;
  path: string;
  helm?: { valueFiles: string[] };
}

const sourceSchema = z.object({
  repoURL: z.string().url(),
  targetRevision: z.string().min(1),
  path: z.string().regex(/^[^/]/, 'is relative to the root of the repository'),
  helm: z
    .object({ valueFiles: z.array(z.string().min(1)) })
    .strict()
    .optional(),
});

/**
 * Refuses inline Helm values: they win over `values.yaml`, so that a commit there changes nothing.
 *
 * @public
 */
export function parseApplicationSource(source: unknown): ApplicationSource {
  const inline = inlineValues(source);
  if (inline.length > 0) {
    throw new InputError(
      `An Application does not hold Helm values (${inline.join(
        ', ',
      )}): they win over those in git; name a file under helm.valueFiles instead`,
    );
  }
  const result = sourceSchema.strict().safeParse(source);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    throw new InputError(
      `The source of an Application is wrong at ${
        path.join('.') || 'its top'
      }: ${message}`,
    );
  }
  const { hash, username, password } = new URL(result.data.repoURL);
  if (username || password || hash) {
    throw new InputError(
      'The repoURL of an Application holds no credential; put it into a repository Secret',
    );
  }
  return result.data;
}

function inlineValues(source: unknown): string[] {
  const helm = (source as { helm?: unknown } | undefined)?.helm;
  return typeof helm === 'object' && helm !== null
    ? ['values', 'valuesObject', 'parameters', 'fileParameters'].filter(
        key => key in helm,
      )
    : [];
}
