import { InputError } from '@backstage/errors';

/**
 * Every name that a launch gives, from the names of the service and its group. They are
 * deterministic, so that a run finds what the one before it made.
 *
 * @public
 */
export interface ServiceNames {
  service: string;
  group: string;
  appRepository: RepositoryName;
  gitopsRepository: RepositoryName;
  entityRef: string;
  appProject: string;
  /** Makes the Applications of all environments, where a template wants one. */
  applicationSet: string;
  rollout: string;
  /** The Service of what users see; the stable Service of a canary. */
  activeService: string;
  /** The Service of what is being tried; the canary Service of a canary. */
  previewService: string;
  analysisTemplate: string;
  /** The Secret with which nodes pull the image. */
  pullSecret: string;
  resourceQuota: string;
  limitRange: string;
  /** The Secret with which Argo CD reads the GitOps repository. */
  argocdRepositorySecret: string;
  /** The credentials of the forge, by name. */
  tokens: {
    /** With it nodes pull the image of the app repository. */
    registryPull: string;
    /** With it Argo CD reads the GitOps repository. */
    argocd: string;
    /** With it CI writes to the GitOps repository. */
    ci: string;
  };
  /** CI variables of the app repository. */
  variables: {
    gitopsToken: string;
    /** In place of the token, where CI writes over SSH: a private key, on GitLab in base64. */
    gitopsKey: string;
    gitopsRepository: string;
  };
  application(environment: string): string;
  /** Where the GitOps repository holds an environment. */
  overlay(environment: string): string;
}

/** @public */
export interface RepositoryName {
  name: string;
  /** With the group: `acme/payments`. */
  path: string;
}

/** @public */
export function serviceNames(options: {
  group: string;
  service: string;
}): ServiceNames {
  const { group, service } = options;
  assertServiceName(service);
  const gitops = `${service}-gitops`;
  return {
    service,
    group,
    appRepository: { name: service, path: `${group}/${service}` },
    gitopsRepository: { name: gitops, path: `${group}/${gitops}` },
    entityRef: `component:default/${service}`,
    appProject: service,
    applicationSet: service,
    rollout: service,
    activeService: `${service}-active`,
    previewService: `${service}-preview`,
    analysisTemplate: `${service}-health`,
    pullSecret: `${service}-registry`,
    resourceQuota: `${service}-quota`,
    limitRange: `${service}-limits`,
    argocdRepositorySecret: `repo-${gitops}`,
    tokens: {
      registryPull: 'slipway-registry-pull',
      argocd: 'slipway-argocd',
      ci: 'slipway-ci',
    },
    variables: {
      gitopsToken: 'GITOPS_TOKEN',
      gitopsKey: 'GITOPS_SSH_KEY',
      gitopsRepository: 'GITOPS_REPOSITORY',
    },
    application: environment => `${service}-${environment}`,
    overlay: environment => `overlays/${environment}`,
  };
}

/**
 * The longest name of a service: with an environment's name and what the controllers append to
 * it, everything stays within the 63 characters of a DNS label.
 *
 * @public
 */
export const longestServiceName = 40;

/**
 * What is wrong with a name for a service; undefined when nothing is.
 *
 * @public
 */
export function serviceNameProblem(name: string): string | undefined {
  if (name.length < 2 || name.length > longestServiceName) {
    return `a name has 2 to ${longestServiceName} characters, this one has ${name.length}`;
  }
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])$/.test(name) || name.includes('--')) {
    return 'a name has lower-case letters, digits and single hyphens only, starts with a letter and does not end with a hyphen';
  }
  if (name.endsWith('-gitops')) {
    return `${name} is what the GitOps repository of ${name.slice(
      0,
      -7,
    )} is called`;
  }
  return undefined;
}

/** @public */
export function assertServiceName(name: string): void {
  const problem = serviceNameProblem(name);
  if (problem) {
    throw new InputError(
      `"${name}" cannot be the name of a service: ${problem}`,
    );
  }
}
