import { Manifest, serviceLabels } from './manifest';

/**
 * An AppProject that lets a service deploy from its own repositories into its own namespaces, and
 * nothing that is shared by the cluster.
 *
 * @public
 */
export function appProjectManifest(options: {
  name: string;
  /** The namespace of Argo CD. */
  namespace: string;
  service: string;
  sourceRepos: string[];
  destinations: Array<{ server: string; namespace: string }>;
}): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name: options.name,
      namespace: options.namespace,
      labels: serviceLabels(options.service),
    },
    spec: {
      description: `What the service ${options.service} may deploy, and where`,
      sourceRepos: options.sourceRepos,
      destinations: options.destinations.map(({ server, namespace }) => ({
        server,
        namespace,
      })),
      clusterResourceWhitelist: [],
      namespaceResourceBlacklist: [
        // Quotas are set by the platform, or they would not be limits; credentials stay out of git.
        { group: '', kind: 'ResourceQuota' },
        { group: '', kind: 'LimitRange' },
        { group: '', kind: 'Secret' },
      ],
    },
  };
}
