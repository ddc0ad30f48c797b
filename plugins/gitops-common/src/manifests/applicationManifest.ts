import { ApplicationSource, parseApplicationSource } from './ApplicationSource';
import { Manifest, serviceLabels } from './manifest';

/**
 * An Argo CD Application for one environment of a service.
 *
 * @public
 */
export function applicationManifest(options: {
  name: string;
  /** The namespace of Argo CD. */
  namespace: string;
  service: string;
  environment: string;
  entityRef: string;
  project: string;
  source: ApplicationSource;
  destination: { server: string; namespace: string };
  sync: 'automatic' | 'manual';
}): Manifest {
  const { service, environment, destination } = options;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: options.name,
      namespace: options.namespace,
      labels: serviceLabels(service, environment),
      annotations: { 'backstage.io/entity-ref': options.entityRef },
    },
    spec: {
      project: options.project,
      source: parseApplicationSource(options.source),
      destination: {
        server: destination.server,
        namespace: destination.namespace,
      },
      syncPolicy: {
        ...(options.sync === 'automatic' && {
          automated: { prune: true, selfHeal: true },
        }),
        // Client-side apply keeps a copy of the object in an annotation, which large ones outgrow.
        syncOptions: ['ServerSideApply=true'],
      },
      ignoreDifferences: [
        {
          // Argo Rollouts points a Service at a version by it; a selector is compared as a whole.
          kind: 'Service',
          jsonPointers: ['/spec/selector/rollouts-pod-template-hash'],
        },
      ],
    },
  };
}
