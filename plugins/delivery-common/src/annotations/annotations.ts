/**
 * The annotations and labels that Slipway reads and writes. All but the `slipway.dev` ones are
 * those that the ecosystem already uses.
 *
 * @public
 */
export const annotations = {
  /** Name of one Argo CD Application. */
  argocdAppName: 'argocd/app-name',
  /** Label selector that finds the Argo CD Applications of a service. */
  argocdAppSelector: 'argocd/app-selector',
  /** Namespace of the Applications; the configured one of the instance by default. */
  argocdAppNamespace: 'argocd/app-namespace',
  /** Names of configured Argo CD instances, separated by commas; all by default. */
  argocdInstanceName: 'argocd/instance-name',
  gitlabProjectSlug: 'gitlab.com/project-slug',
  gitlabProjectId: 'gitlab.com/project-id',
  gitlabInstance: 'gitlab.com/instance',
  githubProjectSlug: 'github.com/project-slug',
  kubernetesId: 'backstage.io/kubernetes-id',
  kubernetesNamespace: 'backstage.io/kubernetes-namespace',
  sourceLocation: 'backstage.io/source-location',
  /** On the Application: the entity that it belongs to. */
  entityRef: 'backstage.io/entity-ref',
} as const;

/**
 * Labels that Slipway puts on the Kubernetes objects that it makes.
 *
 * @public
 */
export const labels = {
  /** On an Application: the name of its environment. */
  environment: 'slipway.dev/environment',
  /** On everything of a service: the name of the service. */
  service: 'backstage.io/kubernetes-id',
  managedBy: 'app.kubernetes.io/managed-by',
} as const;
