import {
  applicationManifest,
  Manifest,
  ServiceNames,
} from '@slipway/plugin-gitops-common';
import { Place } from '../../cluster';

/**
 * What of a service's Applications a template decides.
 *
 * @public
 */
export interface ApplicationInput {
  /** Of the service by default. */
  entityRef?: string;
  /** Where the manifests are, with `{{environment}}` for its name; the overlay by default. */
  path?: string;
  /** Of a Helm chart, relative to the path, with `{{environment}}` for its name. */
  valueFiles?: string[];
}

/**
 * What an Application that is not to have it may still have: an environment that has become manual
 * stops syncing by itself.
 *
 * @public
 */
export const removedFromApplications: string[][] = [
  ['spec', 'syncPolicy', 'automated'],
  ['spec', 'source', 'helm'],
];

/**
 * The Application of one environment of a service.
 *
 * @public
 */
export function serviceApplication(options: {
  names: ServiceNames;
  place: Place;
  input: ApplicationInput;
  repoURL: string;
  branch: string;
}): Manifest {
  const { names, place, input, repoURL, branch } = options;
  const { environment, argocd, server, namespace } = place;
  return applicationManifest({
    name: names.application(environment.name),
    namespace: argocd.namespace,
    service: names.service,
    environment: environment.name,
    entityRef: input.entityRef ?? names.entityRef,
    project: names.appProject,
    source: {
      repoURL,
      targetRevision: branch,
      path: pathOf(names, input, environment.name),
      ...(input.valueFiles && {
        helm: {
          valueFiles: input.valueFiles.map(file =>
            named(file, environment.name),
          ),
        },
      }),
    },
    destination: { server, namespace },
    sync: environment.sync,
  });
}

/**
 * Where the manifests of an environment are.
 *
 * @public
 */
export function pathOf(
  names: ServiceNames,
  input: ApplicationInput,
  environment: string,
): string {
  return input.path
    ? named(input.path, environment)
    : names.overlay(environment);
}

/**
 * A pattern with an environment's name in its place.
 *
 * @public
 */
export function named(pattern: string, environment: string): string {
  return pattern.replace(/\{\{\s*environment\s*\}\}/g, environment);
}
