import type { Application, Destination } from '../model/Application.ts';
import { sourcesOf } from '../model/Application.ts';
import type { Manifest } from '../model/Manifest.ts';
import { isClusterScoped, refOf } from '../model/Manifest.ts';
import { normalizeUrl } from '../source/repositoryCredentials.ts';
import type { AppProject, GroupKind } from './AppProject.ts';

/** `*` stands for anything; slashes are not special. */
export function matchesPattern(pattern: string, text: string): boolean {
  const escaped = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${escaped}$`).test(text);
}

function isSourcePermitted(project: AppProject, url: string): boolean {
  const rules = project.sourceRepos ?? [];
  const fits = (rule: string) =>
    matchesPattern(rule, url) ||
    matchesPattern(normalizeUrl(rule), normalizeUrl(url));
  return (
    rules.some(rule => !rule.startsWith('!') && fits(rule)) &&
    !rules.some(rule => rule.startsWith('!') && fits(rule.slice(1)))
  );
}

function isDestinationPermitted(
  project: AppProject,
  destination: Destination,
): boolean {
  const fits = (rule: Destination) => {
    const strip = (text: string | undefined) => text?.replace(/^!/, '');
    const place = destination.name
      ? matchesPattern(
          strip(rule.name) ?? strip(rule.server) ?? '',
          destination.name,
        ) || strip(rule.server) === '*'
      : matchesPattern(strip(rule.server) ?? '', destination.server ?? '') ||
        (!rule.server && strip(rule.name) === '*');
    return (
      place &&
      matchesPattern(strip(rule.namespace) ?? '', destination.namespace ?? '')
    );
  };
  const isNegated = (rule: Destination) =>
    [rule.server, rule.name, rule.namespace].some(each =>
      each?.startsWith('!'),
    );
  const rules = project.destinations ?? [];
  return (
    rules.some(rule => !isNegated(rule) && fits(rule)) &&
    !rules.some(rule => isNegated(rule) && fits(rule))
  );
}

/** What the project does not allow about an Application, as Argo CD words it. */
export function findForbidden(
  project: AppProject,
  application: Application,
): string[] {
  const { destination } = application.spec;
  const forbidden = sourcesOf(application)
    .filter(source => !isSourcePermitted(project, source.repoURL))
    .map(
      source =>
        `application repo ${source.repoURL} is not permitted in project '${project.name}'`,
    );
  if (!isDestinationPermitted(project, destination)) {
    forbidden.push(
      `application destination server '${
        destination.name || destination.server
      }' and namespace '${
        destination.namespace
      }' do not match any of the allowed destinations in project '${
        project.name
      }'`,
    );
  }
  return forbidden;
}

function isListed(list: GroupKind[], { group, kind }: GroupKind): boolean {
  return list.some(
    each =>
      matchesPattern(each.group, group) && matchesPattern(each.kind, kind),
  );
}

export function isKindPermitted(
  project: AppProject,
  resource: GroupKind,
): boolean {
  if (isClusterScoped(resource.kind)) {
    return (
      isListed(project.clusterResourceWhitelist ?? [], resource) &&
      !isListed(project.clusterResourceBlacklist ?? [], resource)
    );
  }
  const { namespaceResourceWhitelist: allowed } = project;
  return (
    (allowed === undefined || isListed(allowed, resource)) &&
    !isListed(project.namespaceResourceBlacklist ?? [], resource)
  );
}

/** Why the project does not let this object be synced; undefined when it does. */
export function findForbiddenResource(
  project: AppProject,
  destination: Destination,
  object: Manifest,
): string | undefined {
  const ref = refOf(object);
  if (!isKindPermitted(project, ref)) {
    return `resource ${ref.group}:${ref.kind} is not permitted in project ${project.name}`;
  }
  const namespace = ref.namespace;
  if (
    !isClusterScoped(ref.kind) &&
    !isDestinationPermitted(project, { ...destination, namespace })
  ) {
    return `namespace ${namespace} is not permitted in project '${project.name}'`;
  }
  return undefined;
}
