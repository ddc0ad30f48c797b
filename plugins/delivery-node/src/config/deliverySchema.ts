import { z } from 'zod';

const dnsLabel = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    'must be a DNS label: lower-case letters, digits and dashes, at most 63',
  );
const name = z.string().min(1, 'must not be empty');
const webUrl = z
  .string()
  .url('must be an http:// or https:// URL')
  .regex(/^https?:\/\//, 'must be an http:// or https:// URL');

/** The names that a namespace pattern may hold. */
const namespacePattern = z
  .string()
  .min(1, 'must not be empty')
  .refine(
    pattern =>
      [...pattern.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].every(([, word]) =>
        ['service', 'environment'].includes(word),
      ),
    'may hold {{service}} and {{environment}} only',
  )
  .refine(
    pattern => /\{\{\s*service\s*\}\}/.test(pattern),
    'must hold {{service}}, so that two services never share a namespace',
  );

/** The `delivery` section as it is written. */
export const deliverySchema = z
  .object({
    environments: z
      .array(
        z
          .object({
            name: dnsLabel,
            title: name.optional(),
            cluster: name,
            namespace: namespacePattern,
            sync: z.enum(['automatic', 'manual']).default('automatic'),
          })
          .strict(),
      )
      .min(1, 'must name at least one environment'),
    argocd: z
      .array(
        z
          .object({
            name,
            cluster: name,
            namespace: dnsLabel.default('argocd'),
            url: webUrl.optional(),
            webhookUrl: webUrl.optional(),
            destinations: z.record(name).default({}),
          })
          .strict(),
      )
      .min(1, 'must name at least one Argo CD'),
    clusters: z
      .record(
        z
          .object({
            reachesLoopback: z.boolean().default(false),
            controllersElsewhere: z.boolean().optional(),
          })
          .strict(),
      )
      .default({}),
    webhook: z
      .object({
        secret: z
          .string()
          .min(16, 'must have at least 16 characters')
          .optional(),
        baseUrl: webUrl.optional(),
      })
      .strict()
      .default({}),
  })
  // Other parts of Slipway keep their own keys here.
  .passthrough();
