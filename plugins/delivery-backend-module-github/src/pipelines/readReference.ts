import {
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  getEntitySourceLocation,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { annotations } from '@slipway/plugin-delivery-common';
import { PipelineReference } from '@slipway/plugin-delivery-node';

/** A GitHub of `integrations.github`. */
export interface GithubHost {
  host: string;
  /** There is a token or an app for it; Backstage adds github.com by itself, without. */
  hasCredentials: boolean;
}

/** Where the workflow runs of an entity are, among the GitHubs that there are credentials for. */
export function readReference(
  entity: Entity,
  hosts: GithubHost[],
): PipelineReference | undefined {
  const slug =
    entity.metadata.annotations?.[annotations.githubProjectSlug]?.trim();
  if (!slug) {
    return undefined;
  }
  if (!/^[\w.-]+\/[\w.-]+$/.test(slug)) {
    throw new InputError(
      `${annotations.githubProjectSlug} is ${slug}, which is not <owner>/<repository>`,
    );
  }
  return { source: 'github', host: hostOf(entity, hosts), project: slug };
}

/** The slug names no host: the source of the entity does, where it is on a GitHub. */
function hostOf(entity: Entity, hosts: GithubHost[]): string {
  const usable = hosts
    .filter(({ hasCredentials }) => hasCredentials)
    .map(({ host }) => host);
  const known = usable.join(', ') || 'none';
  const source = sourceHost(entity);
  if (source && hosts.some(({ host }) => host === source)) {
    if (!usable.includes(source)) {
      throw new InputError(
        `${ANNOTATION_SOURCE_LOCATION} is on ${source}, which has no token and no app under integrations.github (there are: ${known})`,
      );
    }
    return source;
  }
  if (usable.length !== 1) {
    throw new InputError(
      `${ANNOTATION_SOURCE_LOCATION} names no GitHub, and integrations.github does not have exactly one host with a token or an app (there are: ${known})`,
    );
  }
  return usable[0];
}

function sourceHost(entity: Entity): string | undefined {
  try {
    const { target } = getEntitySourceLocation(entity);
    return URL.canParse(target) ? new URL(target).host : undefined;
  } catch {
    // It has none, as an entity that was not read from anywhere.
    return undefined;
  }
}
