import { applicationManifest } from './applicationManifest';
import { ApplicationSource } from './ApplicationSource';
import { Manifest, serviceLabels } from './manifest';

/**
 * What an ApplicationSet's controller may do to Applications that are there, as Argo CD words it.
 *
 * @public
 */
export const applicationsSyncs = [
  'create-only',
  'create-update',
  'create-delete',
  'sync',
] as const;

/** @public */
export type ApplicationsSync = (typeof applicationsSyncs)[number];

/**
 * One environment in the list of an ApplicationSet.
 *
 * @public
 */
export interface ApplicationSetElement {
  environment: string;
  /** How the portal calls the cluster. */
  cluster: string;
  /** How Argo CD names it. */
  server: string;
  namespace: string;
  path: string;
  sync: 'automatic' | 'manual';
}

/** Where an element's value goes, as a Go template writes it. */
const of = (field: keyof ApplicationSetElement) => `{{.${field}}}`;

/** A template holds no switch: the type of `automated` is no text. */
const automatedPatch = `metadata: {}
{{- if eq .sync "automatic" }}
spec:
  syncPolicy:
    automated:
      prune: true
      selfHeal: true
{{- end }}
`;

/**
 * An ApplicationSet that makes the Application of each environment, equal to what
 * {@link applicationManifest} gives for it.
 *
 * @public
 */
export function applicationSetManifest(options: {
  name: string;
  /** The namespace of Argo CD. */
  namespace: string;
  service: string;
  entityRef: string;
  project: string;
  /** Name of an Application; it is given the environment's place in a template. */
  applicationName: (environment: string) => string;
  /** Files of values likewise. */
  source: Omit<ApplicationSource, 'path' | 'helm'> & {
    valueFiles?: (environment: string) => string[];
  };
  elements: ApplicationSetElement[];
  /** Leaves the workloads when the set, or an environment of it, goes. */
  preserveResourcesOnDeletion?: boolean;
  applicationsSync?: ApplicationsSync;
}): Manifest {
  const { service, namespace, entityRef, source } = options;
  const environment = of('environment');
  const valueFiles = source.valueFiles?.(environment);
  const { metadata, spec } = applicationManifest({
    name: options.applicationName(environment),
    namespace,
    service,
    environment,
    entityRef,
    project: options.project,
    source: {
      repoURL: source.repoURL,
      targetRevision: source.targetRevision,
      path: of('path'),
      ...(valueFiles && { helm: { valueFiles } }),
    },
    destination: { server: of('server'), namespace: of('namespace') },
    sync: 'manual',
  });
  const { name, labels, annotations } = metadata;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: {
      name: options.name,
      namespace,
      labels: serviceLabels(service),
      annotations: { 'backstage.io/entity-ref': entityRef },
    },
    spec: {
      goTemplate: true,
      // A misspelled place is an error rather than `<no value>`.
      goTemplateOptions: ['missingkey=error'],
      generators: [{ list: { elements: options.elements } }],
      template: { metadata: { name, labels, annotations }, spec },
      templatePatch: automatedPatch,
      syncPolicy: {
        applicationsSync: options.applicationsSync ?? 'sync',
        // Argo CD leaves out what is false whenever it writes the object.
        ...(options.preserveResourcesOnDeletion && {
          preserveResourcesOnDeletion: true,
        }),
      },
    },
  };
}
