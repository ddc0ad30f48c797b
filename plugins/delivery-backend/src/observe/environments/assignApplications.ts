import { labels } from '@slipway/plugin-delivery-common';
import {
  ArgoCdConfig,
  EnvironmentConfig,
  environmentNamespace,
} from '@slipway/plugin-delivery-node';
import { ApplicationFacts } from '../parse';
import { destinationCluster } from './destinationCluster';

/** An Application and the Argo CD that has it. */
export interface FoundApplication {
  argocd: ArgoCdConfig;
  application: ApplicationFacts;
}

/** An environment of a service, with its Application when there is one. */
export interface EnvironmentPlace {
  environment: EnvironmentConfig;
  argocd: ArgoCdConfig;
  application?: ApplicationFacts;
}

type Claim = (
  found: FoundApplication,
  environment: EnvironmentConfig,
) => boolean;

/**
 * Which Application is that of which environment: by its label, else by the place that it deploys
 * to, else by the end of its name. An Application of no configured environment, or a second one of
 * the same, comes at the end under its own name, so that nothing that runs is hidden.
 */
export function assignApplications(options: {
  service: string;
  environments: EnvironmentConfig[];
  argocd: ArgoCdConfig[];
  found: FoundApplication[];
}): EnvironmentPlace[] {
  const { service, environments, argocd } = options;
  const free = [...options.found].sort((a, b) =>
    a.application.ref.name.localeCompare(b.application.ref.name),
  );
  const taken = new Map<string, FoundApplication>();
  for (const claims of ways(service)) {
    for (const environment of environments) {
      const index = taken.has(environment.name)
        ? -1
        : free.findIndex(found => claims(found, environment));
      if (index >= 0) {
        const [found] = free.splice(index, 1);
        taken.set(environment.name, found);
      }
    }
  }
  return [
    ...environments.map(environment => {
      const found = taken.get(environment.name);
      return found
        ? placeOf(environment, found)
        : { environment, argocd: argocd[0] };
    }),
    ...free.map((found, index) =>
      placeOf(extraEnvironment(found, environments.length + index), found),
    ),
  ];
}

function ways(service: string): Claim[] {
  return [
    ({ application }, environment) =>
      application.labels[labels.environment] === environment.name,
    ({ application, argocd }, environment) =>
      !application.labels[labels.environment] &&
      destinationCluster(application.destination, argocd) ===
        environment.cluster &&
      application.destination.namespace ===
        environmentNamespace(environment, service),
    ({ application }, environment) =>
      !application.labels[labels.environment] &&
      (application.ref.name === environment.name ||
        application.ref.name.endsWith(`-${environment.name}`)),
  ];
}

/** Where the Application really deploys to goes before where the config says that it should. */
function placeOf(
  environment: EnvironmentConfig,
  { application, argocd }: FoundApplication,
): EnvironmentPlace {
  const { destination } = application;
  return {
    argocd,
    application,
    environment: {
      ...environment,
      cluster:
        destinationCluster(destination, argocd) ??
        destination.server ??
        environment.cluster,
      namespace: destination.namespace ?? environment.namespace,
    },
  };
}

function extraEnvironment(
  { application, argocd }: FoundApplication,
  rank: number,
): EnvironmentConfig {
  const { name } = application.ref;
  return {
    name,
    title: name,
    rank,
    cluster: argocd.cluster,
    namespace: application.destination.namespace ?? '',
    sync: application.automation ? 'automatic' : 'manual',
  };
}
