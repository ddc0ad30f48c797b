import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { readClusterConnections } from '../cluster/connection';
import { DeliveryConfig } from './DeliveryConfig';
import { deliverySchema } from './deliverySchema';

/**
 * Reads the `delivery` section. Everything that is wrong with it is told at once, in one
 * InputError.
 *
 * @public
 */
export function readDeliveryConfig(config: Config): DeliveryConfig {
  const written = config.getOptional('delivery');
  if (written === undefined) {
    throw new InputError(
      'There is no `delivery` section in the app config; it names the environments and the ' +
        'Argo CD that Slipway works with (see the README of @slipway/plugin-delivery-node)',
    );
  }
  const parsed = deliverySchema.safeParse(written);
  if (!parsed.success) {
    throw configError(parsed.error.issues.map(describeIssue));
  }
  const { environments, argocd, clusters, webhook } = parsed.data;
  const problems = [
    ...duplicates('delivery.environments', environments),
    ...duplicates('delivery.argocd', argocd),
    ...unusableClusters(config, [
      ...environments.map(
        ({ cluster }, index) =>
          [`delivery.environments[${index}].cluster`, cluster] as const,
      ),
      ...argocd.map(
        ({ cluster }, index) =>
          [`delivery.argocd[${index}].cluster`, cluster] as const,
      ),
      ...Object.keys(clusters).map(
        cluster => [`delivery.clusters.${cluster}`, cluster] as const,
      ),
    ]),
  ];
  const webhookBaseUrl =
    webhook.baseUrl ?? config.getOptionalString('backend.baseUrl');
  if (!webhookBaseUrl) {
    problems.push(
      'delivery.webhook.baseUrl is missing, and so is backend.baseUrl that stands in for it',
    );
  }
  if (problems.length > 0 || !webhookBaseUrl) {
    throw configError(problems);
  }
  return {
    environments: environments.map((environment, rank) => ({
      ...environment,
      title: environment.title ?? environment.name,
      rank,
    })),
    argocd,
    clusters,
    webhookBaseUrl: webhookBaseUrl.replace(/\/+$/, ''),
    webhookSecret: webhook.secret,
  };
}

function configError(problems: string[]): InputError {
  return new InputError(
    `The delivery section of the app config has ${
      problems.length === 1 ? 'a problem' : `${problems.length} problems`
    }: ${problems.join('; ')}`,
  );
}

function describeIssue(issue: z.ZodIssue): string {
  const path = ['delivery', ...issue.path]
    .map(key => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1);
  if (issue.code === 'invalid_type' && issue.received === 'undefined') {
    return `${path} is missing`;
  }
  return `${path}: ${issue.message}`;
}

function duplicates(path: string, named: Array<{ name: string }>): string[] {
  const names = named.map(({ name }) => name);
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map(
    name => `${path} names ${name} more than once`,
  );
}

function unusableClusters(
  config: Config,
  uses: Array<readonly [path: string, cluster: string]>,
): string[] {
  const { connections, unusable } = readClusterConnections(config);
  const known = [...connections, ...unusable].map(({ name }) => name);
  return uses.flatMap(([path, cluster]) => {
    const problem = unusable.find(({ name }) => name === cluster)?.problem;
    if (problem) {
      return [`${path} is ${cluster}, and ${problem}`];
    }
    return known.includes(cluster)
      ? []
      : [
          `${path} is ${cluster}, which is not a cluster of kubernetes.clusterLocatorMethods ` +
            `(there are: ${known.join(', ') || 'none'})`,
        ];
  });
}
