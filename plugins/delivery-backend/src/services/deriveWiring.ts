import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { annotations } from '@slipway/plugin-delivery-common';
import { ArgoCdConfig, PipelineSource } from '@slipway/plugin-delivery-node';
import { matchesSelector } from '../observe/reduce';
import { ApplicationLookup, ServiceWiring, Wired } from './ServiceWiring';

/** Reads the annotations of an entity. */
export function deriveWiring(
  entity: Entity,
  context: { argocd: ArgoCdConfig[]; sources: PipelineSource[] },
): ServiceWiring {
  return {
    entityRef: stringifyEntityRef(entity),
    service: entity.metadata.name,
    applications: applicationsOf(entity, context.argocd),
    pipelines: pipelinesOf(entity, context.sources),
  };
}

function applicationsOf(
  entity: Entity,
  argocd: ArgoCdConfig[],
): Wired<ApplicationLookup> {
  const name = annotation(entity, annotations.argocdAppName);
  const selector = annotation(entity, annotations.argocdAppSelector);
  if (name && selector) {
    return invalid(
      `${annotations.argocdAppName} and ${annotations.argocdAppSelector} exclude each other; keep one of them`,
    );
  }
  if (!name && !selector) {
    return {
      kind: 'not-wired',
      missing: [annotations.argocdAppSelector, annotations.argocdAppName],
    };
  }
  if (selector) {
    try {
      matchesSelector({}, selector);
    } catch (error) {
      return invalid(
        `${annotations.argocdAppSelector}: ${(error as Error).message}`,
      );
    }
  }
  const known = argocd.map(instance => instance.name);
  const named = annotation(entity, annotations.argocdInstanceName)
    ?.split(',')
    .map(instance => instance.trim())
    .filter(Boolean);
  const unknown = named?.filter(instance => !known.includes(instance)) ?? [];
  if (unknown.length > 0) {
    return invalid(
      `${annotations.argocdInstanceName} names ${unknown.join(', ')}, and ` +
        `delivery.argocd has ${known.join(', ')}`,
    );
  }
  const namespace = annotation(entity, annotations.argocdAppNamespace);
  const instances = argocd.filter(
    instance =>
      (named ?? known).includes(instance.name) &&
      (!namespace || instance.namespace === namespace),
  );
  if (instances.length === 0) {
    return invalid(
      `${annotations.argocdAppNamespace} is ${namespace}, and no Argo CD of delivery.argocd has ` +
        'its Applications there; add one with this namespace',
    );
  }
  return {
    kind: 'wired',
    value: {
      entityRef: stringifyEntityRef(entity),
      find: name
        ? { by: 'name', name }
        : { by: 'selector', selector: selector ?? '' },
      instances: instances.map(instance => instance.name),
    },
  };
}

function pipelinesOf(
  entity: Entity,
  sources: PipelineSource[],
): ServiceWiring['pipelines'] {
  for (const source of sources) {
    try {
      const reference = source.reference(entity);
      if (reference) {
        return { kind: 'wired', value: { source, reference } };
      }
    } catch (error) {
      return invalid((error as Error).message);
    }
  }
  return {
    kind: 'not-wired',
    missing: [annotations.gitlabProjectSlug, annotations.githubProjectSlug],
  };
}

function annotation(entity: Entity, key: string): string | undefined {
  return entity.metadata.annotations?.[key]?.trim() || undefined;
}

function invalid(reason: string): { kind: 'invalid'; reason: string } {
  return { kind: 'invalid', reason };
}
