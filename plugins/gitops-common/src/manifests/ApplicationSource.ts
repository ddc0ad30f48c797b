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

/** As git writes an address over SSH: `git@github.com:acme/payments.git`. */
const scpAddress = /^[A-Za-z0-9._-]+@[^@/:\s]+:(?!\/\/)[^\s#]+$/;

const sourceSchema = z.object({
  repoURL: z.union([z.string().url(), z.string().regex(scpAddress)], {
    errorMap: () => ({ message: 'is no address of a repository' }),
  }),
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
  if (holdsCredential(result.data.repoURL)) {
    throw new InputError(
      'The repoURL of an Application holds no credential; put it into a repository Secret',
    );
  }
  return result.data;
}

function holdsCredential(repoURL: string): boolean {
  if (scpAddress.test(repoURL)) {
    return false;
  }
  const { protocol, hash, username, password } = new URL(repoURL);
  // Over SSH a user name is part of the address, and a key the credential.
  return Boolean(password || hash || (username && protocol !== 'ssh:'));
}

function inlineValues(source: unknown): string[] {
  const helm = (source as { helm?: unknown } | undefined)?.helm;
  return typeof helm === 'object' && helm !== null
    ? ['values', 'valuesObject', 'parameters', 'fileParameters'].filter(
        key => key in helm,
      )
    : [];
}
