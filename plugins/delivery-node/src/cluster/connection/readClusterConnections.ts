import { Config } from '@backstage/config';
import { z } from 'zod';
import { ClusterConnection } from './ClusterConnection';

/** A cluster of the config that Slipway cannot talk to, and why. */
export interface UnusableCluster {
  name: string;
  /** Ends the sentence "…, and". */
  problem: string;
}

const methodSchema = z.object({
  type: z.string(),
  clusters: z.array(z.unknown()).default([]),
});

const clusterSchema = z.object({
  name: z.string().min(1),
  url: z.string().url(),
  authProvider: z.string().optional(),
  serviceAccountToken: z.string().min(1).optional(),
  skipTLSVerify: z.boolean().default(false),
  caData: z.string().optional(),
  caFile: z.string().optional(),
});

/**
 * The clusters of `kubernetes.clusterLocatorMethods`. The section belongs to the Kubernetes plugin,
 * which knows more ways than Slipway: what Slipway cannot use is a problem only when it is used.
 */
export function readClusterConnections(config: Config): {
  connections: ClusterConnection[];
  unusable: UnusableCluster[];
} {
  const methods = config.getOptional('kubernetes.clusterLocatorMethods');
  const connections: ClusterConnection[] = [];
  const unusable: UnusableCluster[] = [];
  for (const method of Array.isArray(methods) ? methods : []) {
    const parsed = methodSchema.safeParse(method);
    if (!parsed.success || parsed.data.type !== 'config') {
      continue;
    }
    for (const written of parsed.data.clusters) {
      const outcome = readCluster(written);
      if ('problem' in outcome) {
        unusable.push(outcome);
      } else {
        connections.push(outcome);
      }
    }
  }
  return { connections, unusable };
}

function readCluster(written: unknown): ClusterConnection | UnusableCluster {
  const parsed = clusterSchema.safeParse(written);
  if (!parsed.success) {
    const name = z.object({ name: z.string() }).safeParse(written);
    return {
      name: name.success ? name.data.name : '(without a name)',
      problem: `its entry is not readable: ${parsed.error.issues
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join(', ')}`,
    };
  }
  const { name, url, authProvider, serviceAccountToken, ...tls } = parsed.data;
  if (authProvider !== undefined && authProvider !== 'serviceAccount') {
    return {
      name,
      problem: `its authProvider is ${authProvider}; Slipway works as the portal, not as the person, so it needs serviceAccount`,
    };
  }
  if (!serviceAccountToken) {
    return {
      name,
      problem:
        'it has no serviceAccountToken; add the token of the service account that Slipway works as',
    };
  }
  if (url.startsWith('http:') && !tls.skipTLSVerify) {
    return {
      name,
      problem:
        'its url is http://, which is only allowed with skipTLSVerify: true; use https:// or say so',
    };
  }
  return {
    name,
    url: url.replace(/\/+$/, ''),
    token: serviceAccountToken,
    ...tls,
  };
}
