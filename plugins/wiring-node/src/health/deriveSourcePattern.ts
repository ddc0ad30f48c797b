import { KubernetesObject } from '@slipway/plugin-delivery-node';
import { ServiceNames } from '@slipway/plugin-gitops-common';
import { z } from 'zod';

/** Where the manifests of all environments are, with `{{environment}}` for the name of each. */
export interface SourcePattern {
  path: string;
  /** Of a Helm chart, relative to the path. */
  valueFiles?: string[];
}

const applicationSchema = z.object({
  spec: z.object({
    source: z.object({
      path: z.string(),
      helm: z.object({ valueFiles: z.array(z.string()).optional() }).nullish(),
    }),
  }),
});

/**
 * What the template said of the source, told from the Applications that it made: most of them have
 * it. Undefined where none is left, or as many say one thing as another.
 */
export function deriveSourcePattern(
  names: Pick<ServiceNames, 'overlay'>,
  applications: ReadonlyArray<{
    environment: string;
    application: KubernetesObject | undefined;
  }>,
): SourcePattern | undefined {
  const counted = new Map<string, { pattern: SourcePattern; count: number }>();
  for (const { environment, application } of applications) {
    const parsed = applicationSchema.safeParse(application);
    if (parsed.success) {
      const pattern = patternOf(parsed.data.spec.source, environment);
      const key = JSON.stringify(pattern);
      const count = (counted.get(key)?.count ?? 0) + 1;
      counted.set(key, { pattern, count });
    }
  }
  const [first, second] = [...counted.values()].sort(
    (a, b) => b.count - a.count,
  );
  if (!first || first.count !== second?.count) {
    return first?.pattern;
  }
  const overlay = JSON.stringify({ path: names.overlay('{{environment}}') });
  return counted.get(overlay)?.count === first.count
    ? counted.get(overlay)!.pattern
    : undefined;
}

function patternOf(
  source: z.infer<typeof applicationSchema>['spec']['source'],
  environment: string,
): SourcePattern {
  const escaped = environment.replace(/[-.]/g, '\\$&');
  const word = new RegExp(`(?<![a-z0-9])${escaped}(?![a-z0-9])`, 'g');
  const general = (text: string) => text.replace(word, '{{environment}}');
  const valueFiles = source.helm?.valueFiles?.map(general);
  return { path: general(source.path), ...(valueFiles && { valueFiles }) };
}
