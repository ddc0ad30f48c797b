import { KubernetesObject } from '@slipway/plugin-delivery-node';
import { parseQuantity } from '@slipway/plugin-gitops-common';
import { z } from 'zod';
import { Finding, finding, PreflightPlace } from '../Finding';

export interface Quota {
  name: string;
  hard: Readonly<Record<string, string>>;
}

const quotaSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    hard: z.record(z.union([z.string(), z.number()]).transform(String)),
    /** With these it counts some pods only. */
    scopes: z.array(z.string()).optional(),
    scopeSelector: z.unknown().optional(),
  }),
});

/** What a quota allows in all; undefined for one that counts some of the pods only. */
export function readQuota(object: KubernetesObject): Quota | undefined {
  const quota = quotaSchema.safeParse(object);
  if (!quota.success) {
    return undefined;
  }
  const { metadata, spec } = quota.data;
  return spec.scopes?.length || spec.scopeSelector
    ? undefined
    : { name: metadata.name, hard: spec.hard };
}

/** Other words of Kubernetes' for the same. */
const synonyms: Record<string, string> = {
  cpu: 'requests.cpu',
  memory: 'requests.memory',
  'count/pods': 'pods',
};

/**
 * Compares what the manifests ask for with each quota as a whole. What is used already is left out of
 * it: in a namespace of the service that is the service itself.
 */
export function judgeQuotas(
  needs: Readonly<Record<string, string>>,
  quotas: Quota[],
  about: { place: PreflightPlace; namespace: string },
): Finding[] {
  return quotas.flatMap(({ name, hard }) => {
    const exceeded = Object.entries(hard).flatMap(([key, allowed]) => {
      const resource = synonyms[key] ?? key;
      const needed = needs[resource];
      return needed !== undefined &&
        parseQuantity(needed) > parseQuantity(allowed)
        ? [{ resource, needed, allowed }]
        : [];
    });
    return exceeded.length === 0
      ? []
      : [
          finding('quota-too-small', about.place, {
            environment: about.place.name,
            namespace: about.namespace,
            quota: name,
            needs: exceeded
              .map(({ resource, needed }) => `${resource} ${needed}`)
              .join(', '),
            allows: exceeded.map(({ allowed }) => allowed).join(', '),
          }),
        ];
  });
}
