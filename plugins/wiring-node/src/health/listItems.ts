import { resourceKinds } from '@slipway/plugin-delivery-node';
import { ServiceNames } from '@slipway/plugin-gitops-common';
import { byArgocd, Place } from '../cluster';
import { LedgerEntry } from '../ledger';
import { Thing, thingKey } from '../run';
import { WiringItem, WiringRole } from './WiringItem';

/** What decides which items a service must have. */
export interface WiringFacts {
  host: string;
  names: ServiceNames;
  places: Place[];
  /** Where the portal hears of what happens on the forge. */
  hookUrl: string;
  /** The CI variable that holds the credential to write, as the forge gives one. */
  writeVariable: string;
  /** Whether the forge has a credential to pull, and none is configured. */
  mintsPull: boolean;
}

/**
 * Every item of a service's wiring: what the names of the service say must exist, and what else the
 * ledger says was made. Of a service in the ledger, what no launch has ever made is not missed: its
 * template does without it.
 */
export function listItems(
  facts: WiringFacts,
  entries: readonly LedgerEntry[],
): WiringItem[] {
  const made = entries.filter(({ status }) => status !== 'taken-back');
  const byKey = new Map(made.map(entry => [thingKey(entry.thing), entry]));
  const sorts = new Set(made.map(({ thing }) => sortOf(thing)));
  const named = namedItems(facts)
    .map(item => ({ ...item, entry: byKey.get(thingKey(item.thing)) }))
    .filter(({ thing }) => made.length === 0 || sorts.has(sortOf(thing)))
    .filter(
      ({ role }) =>
        role.kind !== 'application' ||
        !sorts.has('object argoproj.io/v1alpha1 ApplicationSet'),
    );
  const known = new Set(named.map(({ thing }) => thingKey(thing)));
  const others = made
    .filter(
      ({ thing, status }) =>
        status !== 'intended' &&
        !known.has(thingKey(thing)) &&
        !isCovered(thing, facts),
    )
    .map(
      (entry): WiringItem => ({
        thing: entry.thing,
        what: entry.what,
        name: entry.name,
        role: roleOfOther(entry.thing),
        entry,
      }),
    );
  return [...named, ...others];
}

/** What a template that makes one of them makes all of. */
function sortOf(thing: Thing): string {
  return thing.kind === 'object'
    ? `object ${thing.apiVersion} ${thing.objectKind}`
    : thing.kind;
}

/** What is looked at together with another item, or has been replaced by one. */
function isCovered(thing: Thing, facts: WiringFacts): boolean {
  const { names, hookUrl } = facts;
  const isPortalHook = (url: string) =>
    url.endsWith(new URL(hookUrl).pathname) && url !== hookUrl;
  switch (thing.kind) {
    // With its repository.
    case 'content':
      return true;
    // Where the portal was before.
    case 'webhook':
      return isPortalHook(thing.url);
    // The variable of the other kind of credential.
    case 'ci-variable':
      return [names.variables.gitopsToken, names.variables.gitopsKey].includes(
        thing.key,
      );
    // The nodes pull with the configured one.
    case 'credential':
      return thing.name === names.tokens.registryPull && !facts.mintsPull;
    default:
      return false;
  }
}

function roleOfOther(thing: Thing): WiringRole {
  return thing.kind === 'catalog-location'
    ? { kind: 'catalog' }
    : { kind: 'other' };
}

function namedItems(facts: WiringFacts): WiringItem[] {
  const { host, names, places } = facts;
  const app = { host, path: names.appRepository.path };
  const gitops = { host, path: names.gitopsRepository.path };
  return [
    ...repositoryItems(facts),
    credential('write-credential', 'CI credential', gitops, names.tokens.ci),
    variable('write-variable', app, facts.writeVariable),
    variable('address-variable', app, names.variables.gitopsRepository),
    ...places.flatMap(place => environmentItems(names, place)),
    ...(facts.mintsPull
      ? [
          credential(
            'pull-credential',
            'pull credential',
            app,
            names.tokens.registryPull,
          ),
        ]
      : []),
    ...byArgocd(places).flatMap(group => argocdItems(names, group)),
    credential(
      'read-credential',
      'Argo CD credential',
      gitops,
      names.tokens.argocd,
    ),
    ...[app, gitops].map(
      (repository): WiringItem => ({
        thing: { kind: 'webhook', ...repository, url: facts.hookUrl },
        what: 'webhook',
        name: `${repository.path} to ${facts.hookUrl}`,
        role: { kind: 'portal-hook' },
      }),
    ),
  ];
}

function repositoryItems({ host, names }: WiringFacts): WiringItem[] {
  return [
    {
      thing: { kind: 'repository', host, path: names.appRepository.path },
      what: 'app repository',
      name: names.appRepository.path,
      role: { kind: 'repository', side: 'app' },
    },
    {
      thing: { kind: 'repository', host, path: names.gitopsRepository.path },
      what: 'GitOps repository',
      name: names.gitopsRepository.path,
      role: { kind: 'repository', side: 'gitops' },
    },
  ];
}

function credential(
  kind: 'write-credential' | 'read-credential' | 'pull-credential',
  what: string,
  repository: { host: string; path: string },
  name: string,
): WiringItem {
  return {
    thing: { kind: 'credential', ...repository, name },
    what,
    name: `${name} of ${repository.path}`,
    role: { kind },
  };
}

function variable(
  kind: 'write-variable' | 'address-variable',
  app: { host: string; path: string },
  key: string,
): WiringItem {
  return {
    thing: { kind: 'ci-variable', ...app, key, environmentScope: '*' },
    what: 'CI variable',
    name: `${key} of ${app.path}`,
    role: { kind },
  };
}

function environmentItems(names: ServiceNames, place: Place): WiringItem[] {
  const { cluster, namespace, argocd, environment } = place;
  return [
    object('namespace', resourceKinds.namespace, {
      cluster,
      name: namespace,
      role: { kind: 'namespace', place },
    }),
    object('quota', resourceKinds.resourceQuota, {
      cluster,
      namespace,
      name: names.resourceQuota,
      role: { kind: 'quota', place },
    }),
    object('pull secret', resourceKinds.secret, {
      cluster,
      namespace,
      name: names.pullSecret,
      role: { kind: 'pull-secret', place },
    }),
    object('Application', resourceKinds.application, {
      cluster: argocd.cluster,
      namespace: argocd.namespace,
      name: names.application(environment.name),
      role: { kind: 'application', place },
    }),
  ];
}

function argocdItems(
  names: ServiceNames,
  { argocd, places }: { argocd: Place['argocd']; places: Place[] },
): WiringItem[] {
  const { cluster, namespace } = argocd;
  return [
    object('AppProject', resourceKinds.appProject, {
      cluster,
      namespace,
      name: names.appProject,
      role: { kind: 'project', argocd, places },
    }),
    object('Argo CD repository secret', resourceKinds.secret, {
      cluster,
      namespace,
      name: names.argocdRepositorySecret,
      role: { kind: 'repository-secret', argocd },
    }),
  ];
}

function object(
  what: string,
  resource: { apiVersion: string; kind: string },
  options: {
    cluster: string;
    namespace?: string;
    name: string;
    role: WiringRole;
  },
): WiringItem {
  const { role, ...place } = options;
  return {
    thing: {
      kind: 'object',
      apiVersion: resource.apiVersion,
      objectKind: resource.kind,
      ...place,
    },
    what,
    name: `${place.namespace ? `${place.namespace}/` : ''}${place.name} on ${
      place.cluster
    }`,
    role,
  };
}
