import { isAbsolute } from 'node:path';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { isLoopback } from '@slipway/plugin-gitops-common';
import { z } from 'zod';

/**
 * Where launches put what they make.
 *
 * @public
 */
export interface LaunchPlaces {
  /** The forge that new repositories go to; a host of `integrations.gitlab` or `integrations.github`. */
  host?: string;
  /** The group, organisation or user that new repositories go to. */
  group?: string;
  /** The container registry, as image names write it. */
  registryHost?: string;
  /** With what nodes pull from the registry, where the forge gives nothing for it. */
  registry?: { username: string; password: string };
  /** With what Argo CD reads every repository of the group, where a template wants that. */
  repositoryCredential?:
    | { username: string; password: string }
    | { sshPrivateKey: string };
}

/**
 * The `delivery.launch` section of the app config.
 *
 * @public
 */
export interface LaunchConfig extends LaunchPlaces {
  /** For templates that are made for GitHub, instead of the places above. */
  github?: LaunchPlaces;
  visibility: 'private' | 'internal' | 'public';
  /** What each environment's namespace may use in all. */
  quota: Record<string, string>;
  token: {
    /** For how long the CI's token for the GitOps repository is good. */
    days: number;
    /** It is replaced by the first launch that finds it with less left. */
    renewDays: number;
  };
  /** With what a dry run renders manifests, where it is not what is on the PATH. */
  tools?: {
    /** A kustomize, or a kubectl, which brings one. */
    kustomize?: string;
    helm?: string;
  };
}

const defaultQuota = {
  'requests.cpu': '4',
  'requests.memory': '4Gi',
  'limits.cpu': '16',
  'limits.memory': '8Gi',
  pods: '40',
};

const places = {
  host: z.string().min(1).optional(),
  group: z
    .string()
    .regex(/^[^/].*[^/]$/, 'is a path without slashes at its ends')
    .optional(),
  registryHost: z
    .string()
    .regex(/^[^/]+$/, 'is a host with an optional port, without a scheme')
    .optional(),
  registry: z
    .object({ username: z.string().min(1), password: z.string().min(1) })
    .strict()
    .optional(),
  repositoryCredential: z
    .union(
      [
        z
          .object({ username: z.string().min(1), password: z.string().min(1) })
          .strict(),
        z.object({ sshPrivateKey: z.string().min(1) }).strict(),
      ],
      {
        errorMap: () => ({
          message: 'is a username with a password, or an sshPrivateKey',
        }),
      },
    )
    .optional(),
};

const program = z
  .string()
  .refine(isAbsolute, 'is a program by its whole path, such as /usr/bin/helm');

const launchSchema = z
  .object({
    ...places,
    github: z.object(places).strict().optional(),
    visibility: z.enum(['private', 'internal', 'public']).default('private'),
    quota: z
      .record(z.union([z.string(), z.number()]).transform(String))
      .default(defaultQuota),
    token: z
      .object({
        // GitLab refuses more than a year.
        days: z.number().int().min(2).max(364).default(364),
        renewDays: z.number().int().min(1).default(30),
      })
      .strict()
      .default({})
      .refine(
        ({ days, renewDays }) => renewDays < days,
        'renewDays is smaller than days, or each launch would make a new token',
      ),
    tools: z
      .object({ kustomize: program.optional(), helm: program.optional() })
      .strict()
      .optional(),
  })
  .strict();

/**
 * Reads the `delivery.launch` section, and tells everything that is wrong with it at once.
 *
 * @public
 */
export function readLaunchConfig(config: Config): LaunchConfig {
  const parsed = launchSchema.safeParse(
    config.getOptional('delivery.launch') ?? {},
  );
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) =>
        `${['delivery.launch', ...path].join('.')}: ${message}`,
    );
    throw new InputError(
      `The config of launches is wrong: ${problems.join('; ')}`,
    );
  }
  return parsed.data;
}

/**
 * The URL of a registry; plain HTTP is spoken on this machine only.
 *
 * @public
 */
export function registryUrl(registryHost: string): string {
  return `${isLoopback(registryHost) ? 'http' : 'https'}://${registryHost}`;
}
